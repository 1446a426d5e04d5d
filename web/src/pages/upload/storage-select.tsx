import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { storageTargetsQuery } from '../../data/storage-profiles.ts';
import { profileName } from '../../storage/profile-text.ts';
import { useTabChoice } from '../../uploads/tab-choice.ts';
import { storageChoice } from '../../uploads/upload-choices.ts';

/** Where files go; nothing for whoever has no choice. */
export const StorageSelect = () => {
  const { t } = useTranslation();
  const chosen = useTabChoice(storageChoice);
  const { data: targets = [] } = useQuery(storageTargetsQuery);
  if (targets.length < 2) return null;
  const profiles = targets.flatMap(({ id, ...target }) => (id === null ? [] : { id, ...target }));
  const byDefault = profiles.find(({ isDefault }) => isDefault);
  const others = profiles.filter(({ isDefault }) => !isDefault);
  return (
    <NativeSelect
      label={t('upload.storage')}
      description={t('upload.isPublicHint')}
      value={others.find(({ id }) => id === chosen)?.id ?? ''}
      data={[
        {
          value: '',
          label: byDefault
            ? t('upload.storageDefaultNamed', { name: profileName(byDefault) })
            : t('upload.storageDefault'),
        },
        ...others.map((profile) => ({ value: profile.id, label: profileName(profile) })),
      ]}
      onChange={(event) => storageChoice.set(event.currentTarget.value || undefined)}
    />
  );
};
