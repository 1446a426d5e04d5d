import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChoiceMenu } from '../../console-ui/choice-menu.tsx';
import { LoadMore } from '../../console-ui/load-more.tsx';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { Toolbar } from '../../console-ui/toolbar.tsx';
import { jobPagesQuery } from '../../data/jobs.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useTitle } from '../../ui/use-title.ts';
import { JobList } from './job-list.tsx';
import { jobStates } from './jobs-search.ts';

const route = getRouteApi('/console/jobs');

export const JobsPage = () => {
  const { t } = useTranslation();
  const { status } = route.useSearch();
  const navigate = useNavigate({ from: '/jobs' });
  const list = useInfiniteQuery(jobPagesQuery(status));
  useTitle(t('jobs.title'));
  const jobs = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <PageHead title={t('jobs.title')} />
      <Toolbar>
        <ChoiceMenu
          label={t('apiKeys.column.state')}
          any={t('jobs.anyState')}
          value={status}
          choices={jobStates.map((value) => [value, t(`jobs.state.${value}`)])}
          onChange={(chosen) => navigate({ search: { status: chosen }, replace: true })}
        />
      </Toolbar>
      {jobs === undefined && list.error !== null && (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      )}
      {jobs === undefined && list.error === null && <RecordSkeleton />}
      {jobs?.length === 0 && <EmptyState text={t(status === undefined ? 'jobs.empty' : 'jobs.emptyFiltered')} />}
      {jobs !== undefined && jobs.length > 0 && (
        <>
          <JobList jobs={jobs} />
          <LoadMore list={list} label={t('jobs.older')} />
        </>
      )}
    </>
  );
};
