import { Alert, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../api/session.ts';
import { useSession } from '../../data/session.ts';
import { bootstrapQuery, useHasGallery } from '../../data/system.ts';
import { EntryCard } from '../../frame/entry-card.tsx';
import { landingPath } from '../../frame/landing.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { codeText, errorText } from '../../ui/error-text.ts';
import { useTitle } from '../../ui/use-title.ts';

const route = getRouteApi('/login');

interface SignInValues {
  username: string;
  password: string;
  remember: boolean;
}

/** Ends that are more than the end of a session's time. */
const TOLD = ['auth_refresh_token_reused', 'auth_user_inactive'];

export const SignInPage = () => {
  const { t } = useTranslation();
  const { redirect } = route.useSearch();
  const router = useRouter();
  const state = useSession();
  const bootstrap = useQuery(bootstrapQuery);
  const hasGallery = useHasGallery();
  useTitle(t('signIn.title'));

  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', password: '', remember: true },
    validate: {
      username: (value) => (value.trim() === '' ? t('signIn.usernameRequired') : null),
      password: (value) => (value === '' ? t('signIn.passwordRequired') : null),
    },
  });
  const signIn = useMutation({
    mutationFn: ({ username, password, remember }: SignInValues) => session.signIn(username.trim(), password, remember),
  });

  // Also when another tab has signed in: this one need not ask again.
  useEffect(() => {
    if (state.kind === 'signed-in') router.history.replace(redirect ?? landingPath(state.user));
  }, [state, redirect, router]);

  return (
    <EntryCard title={t('signIn.title')}>
      {bootstrap.data?.setupRequired && <Alert color="yellow">{t('signIn.setupNeeded')}</Alert>}
      {state.kind === 'signed-out' && state.ended && (
        <Alert color="yellow">
          {state.reason !== undefined && TOLD.includes(state.reason)
            ? codeText(t, state.reason, t('signIn.sessionEnded'))
            : t('signIn.sessionEnded')}
        </Alert>
      )}
      {signIn.error && (
        <Alert color="red" role="alert">
          {errorText(t, signIn.error)}
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
        <TextInput
          label={t('signIn.username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Checkbox
          label={t('signIn.remember')}
          description={t('signIn.rememberHint')}
          key={form.key('remember')}
          {...form.getInputProps('remember', { type: 'checkbox' })}
        />
        <BusyButton type="submit" busy={signIn.isPending} fullWidth>
          {t('signIn.submit')}
        </BusyButton>
      </form>
      {hasGallery && (
        <AnchorLink to="/gallery" size="sm">
          {t('signIn.toGallery')}
        </AnchorLink>
      )}
    </EntryCard>
  );
};
