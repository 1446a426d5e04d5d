import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SecretField as SecretName } from './profile-values.ts';
import type { ProfileFormParts } from './use-profile-form.ts';

/** A secret is entered and never shown: what is stored stays where it is. */
export const SecretField = ({ form, secretHint, name }: ProfileFormParts & { name: SecretName }) => {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t(`storage.${name}`)}
      description={secretHint(name)}
      autoComplete="new-password"
      maxLength={2048}
      {...form.getInputProps(name)}
    />
  );
};
