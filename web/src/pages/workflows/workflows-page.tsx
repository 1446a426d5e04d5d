import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { useCan } from '../../data/session.ts';
import { workflowsQuery } from '../../data/workflows.ts';
import { ButtonLink } from '../../ui/anchor-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { findWorkflows } from '../../workflows/find-workflows.ts';
import { ImportButton } from '../../workflows/import-button.tsx';
import { WorkflowList } from '../../workflows/workflow-list.tsx';

const route = getRouteApi('/console/workflows');

export const WorkflowsPage = () => {
  const { t } = useTranslation();
  const can = useCan();
  const { query = '' } = route.useSearch();
  const navigate = useNavigate({ from: '/workflows' });
  const { data: workflows, error, refetch } = useQuery(workflowsQuery);
  useTitle(t('workflows.title'));
  const found = workflows === undefined ? [] : findWorkflows(workflows, query);
  return (
    <>
      <PageHead title={t('workflows.title')}>
        {can('settings.update') && (
          <>
            {workflows !== undefined && <ImportButton names={workflows.map(({ name }) => name)} />}
            <ButtonLink to="/workflows/new">{t('workflows.create')}</ButtonLink>
          </>
        )}
      </PageHead>
      <Toolbar>
        <SearchField
          label={t('workflows.search')}
          value={query}
          onSearch={(text) => navigate({ search: { query: text || undefined }, replace: true })}
        />
      </Toolbar>
      {workflows === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {workflows === undefined && error === null && <RecordSkeleton rows={3} />}
      {workflows !== undefined && found.length === 0 && (
        <EmptyState text={workflows.length === 0 ? t('workflows.empty') : t('workflows.emptySearch', { query })} />
      )}
      {workflows !== undefined && found.length > 0 && (
        <WorkflowList workflows={found} names={workflows.map(({ name }) => name)} />
      )}
    </>
  );
};
