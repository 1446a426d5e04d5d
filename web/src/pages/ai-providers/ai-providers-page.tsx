import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProviderList } from '../../ai/provider-list.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { aiProvidersQuery } from '../../data/ai-providers.ts';
import { useCan } from '../../data/session.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';

export const AiProvidersPage = () => {
  const { t } = useTranslation();
  const can = useCan();
  const { data: providers, error, refetch } = useQuery(aiProvidersQuery);
  useTitle(t('aiProviders.title'));
  return (
    <>
      <PageHead title={t('aiProviders.title')}>
        {can('aiProviders.create') && <ButtonLink to="/ai-providers/new">{t('aiProviders.create')}</ButtonLink>}
      </PageHead>
      {providers === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {providers === undefined && error === null && <RecordSkeleton rows={3} />}
      {providers?.length === 0 && <EmptyState text={t('aiProviders.empty')} />}
      {providers !== undefined && providers.length > 0 && <ProviderList providers={providers} />}
    </>
  );
};
