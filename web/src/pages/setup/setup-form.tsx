import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NewPasswordField } from '../../access/new-password-field.tsx';
import { usePasswordText } from '../../access/use-password-text.ts';
import { session } from '../../api/session.ts';
import { FormError } from '../../console-ui/form-error.tsx';
import { useServerFields } from '../../console-ui/use-server-fields.ts';
import { bootstrapQuery } from '../../data/system.ts';
import { landingPath } from '../../frame/landing.ts';
import { BusyButton } from '../../ui/busy-button.tsx';

interface SetupFormProps {
  token: string;
  minPasswordLength: number;
}

export const SetupForm = ({ token, minPasswordLength }: SetupFormProps) => {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const passwordText = usePasswordText(minPasswordLength);
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? t('setup.usernameRequired') : null),
      password: (value, { username }) => passwordText(value, username),
    },
  });
  const setUp = useMutation({
    mutationFn: ({ username, password }: { username: string; password: string }) =>
      session.setUp(token, username.trim(), password),
    onSuccess: (user) => {
      void queryClient.invalidateQueries({ queryKey: bootstrapQuery.queryKey });
      router.history.replace(landingPath(user));
    },
  });
  const shownAtField = useServerFields(form, setUp.error, { username: 'username', password: 'password' });

  return (
    <>
      <p>{t('setup.intro')}</p>
      <FormError error={shownAtField ? null : setUp.error} />
      <form onSubmit={form.onSubmit((values) => setUp.mutate(values))} noValidate>
        <TextInput
          label={t('setup.username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('username')}
        />
        <NewPasswordField
          label={t('setup.password')}
          minLength={minPasswordLength}
          value={form.values.password}
          onChange={(value) => form.setFieldValue('password', value)}
          error={form.errors.password}
        />
        <BusyButton type="submit" busy={setUp.isPending}>
          {t('setup.submit')}
        </BusyButton>
      </form>
    </>
  );
};
