import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../data/session.ts';
import { storageOverviewQuery } from '../../data/storage-profiles.ts';
import { isWritable, profileName } from '../../storage/profile-text.ts';
import { storageChoice, useStorageChoice } from '../../uploads/storage-choice.ts';

/** Where files go; nothing for whoever has no choice. */
export const StorageSelect = () => {
  const { t } = useTranslation();
  const can = useCan();
  const chosen = useStorageChoice();
  const { data: overview } = useQuery({ ...storageOverviewQuery, enabled: can('providers.read') });
  const open = overview?.profiles.filter((profile) => profile.isEnabled && isWritable(profile)) ?? [];
  if (open.length < 2) return null;
  const byDefault = open.find(({ isDefault }) => isDefault);
  const others = open.filter(({ isDefault }) => !isDefault);
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
