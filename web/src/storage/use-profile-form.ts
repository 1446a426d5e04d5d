import { type UseFormReturnType, useForm } from '@mantine/form';
import type { StorageProfile } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFreshValues } from '../console-ui/use-fresh-values.ts';
import { faultsOf, leadsElsewhere, type ProfileValues, type SecretField, startValues } from './profile-values.ts';

/** What the fields of every type need of the form they are in. */
export interface ProfileFormParts {
  form: UseFormReturnType<ProfileValues>;
  /** Whether it is for a new profile. */
  isNew: boolean;
  /** What is said under a secret: whether one is kept, or is needed again. */
  secretHint: (field: SecretField) => string;
}

export const useProfileForm = (profile: StorageProfile | null) => {
  const { t } = useTranslation();
  const form = useForm<ProfileValues>({
    initialValues: startValues(profile),
    validate: (values) =>
      Object.fromEntries(Object.entries(faultsOf(profile, values)).map(([field, fault]) => [field, t(fault)])),
  });
  const takeSaved = useFreshValues(form, startValues(profile));
  const parts: ProfileFormParts = {
    form,
    isNew: profile === null,
    secretHint: (field) => {
      if (!profile?.secretsSet.includes(field)) return t(field === 'token' ? 'storage.tokenNew' : 'storage.secretNew');
      return t(leadsElsewhere(profile, form.values) ? 'storage.keyAgain' : 'storage.secretKept');
    },
  };
  return { parts, takeSaved };
};
