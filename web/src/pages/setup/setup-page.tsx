import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bootstrapQuery } from '../../data/system.ts';
import { EntryCard } from '../../frame/entry-card.tsx';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { SetupForm } from './setup-form.tsx';

/** The token is in the fragment, which a browser never sends: it stays out of every log. */
const tokenOf = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('token');

export const SetupPage = () => {
  const { t } = useTranslation();
  const token = tokenOf(useLocation({ select: (location) => location.hash }));
  const bootstrap = useQuery(bootstrapQuery);
  useTitle(t('setup.title'));

  if (bootstrap.data?.setupRequired === false) {
    return (
      <EntryCard title={t('setup.title')}>
        <p>{t('setup.notRequired')}</p>
        <ButtonLink to="/login">{t('nav.signIn')}</ButtonLink>
      </EntryCard>
    );
  }
  return (
    <EntryCard title={t('setup.title')}>
      {token === null && <Alert color="yellow">{t('setup.noToken')}</Alert>}
      {bootstrap.error && <ErrorState error={bootstrap.error} onRetry={() => void bootstrap.refetch()} />}
      {token !== null && bootstrap.data && (
        <SetupForm token={token} minPasswordLength={bootstrap.data.minPasswordLength} />
      )}
    </EntryCard>
  );
};
