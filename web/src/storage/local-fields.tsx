import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProfileFormParts } from './use-profile-form.ts';

export const LocalFields = ({ form }: ProfileFormParts) => {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('storage.rootPath')}
        description={t('storage.rootPathHint')}
        maxLength={2048}
        {...form.getInputProps('rootPath')}
      />
      <TextInput
        label={t('storage.publicBaseUrl')}
        description={t('storage.publicBaseUrlHint')}
        type="url"
        maxLength={2048}
        {...form.getInputProps('publicBaseUrl')}
      />
    </>
  );
};
