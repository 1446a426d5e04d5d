import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { makePassword } from '../../access/make-password.ts';
import { session } from '../../api/session.ts';
import { bootstrapQuery } from '../../data/system.ts';
import { landingPath } from '../../frame/landing.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { errorText } from '../../ui/error-text.ts';

interface SetupFormProps {
  token: string;
  minPasswordLength: number;
}

export const SetupForm = ({ token, minPasswordLength }: SetupFormProps) => {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [made, setMade] = useState<string | null>(null);
  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() === '' ? t('setup.usernameRequired') : null),
      password: (value) => {
        const missing = minPasswordLength - value.length;
        return missing > 0 ? t('setup.passwordTooShort', { count: missing }) : null;
      },
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
  const generate = () => {
    const password = makePassword();
    setMade(password);
    form.setFieldValue('password', password);
  };

  return (
    <>
      <p>{t('setup.intro')}</p>
      {setUp.error && (
        <Alert color="red" role="alert">
          {errorText(t, setUp.error)}
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => setUp.mutate(values))} noValidate>
        <TextInput
          label={t('setup.username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t('setup.password')}
          description={t('setup.passwordHint', { min: minPasswordLength })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Button variant="default" onClick={generate}>
          {t('setup.generate')}
        </Button>
        {made !== null && made === form.values.password && (
          <Alert color="yellow" role="status">
            {t('setup.generated')} <code>{made}</code> <CopyButton text={made} label={t('common.copy')} />
          </Alert>
        )}
        <Button type="submit" loading={setUp.isPending}>
          {t('setup.submit')}
        </Button>
      </form>
    </>
  );
};
