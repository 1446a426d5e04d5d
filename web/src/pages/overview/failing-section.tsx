import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { assetsQuery } from '../../data/assets.ts';
import { jobsQuery } from '../../data/jobs.ts';
import { useFormat } from '../../format/use-format.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FailedJob } from './failed-job.tsx';
import classes from './overview.module.css';
import { Section } from './section.tsx';
import { failedAssets, failedJobs } from './shown.ts';

/** The latest jobs that failed for good, and how many assets could not be processed. */
export const FailingSection = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const jobs = useQuery(jobsQuery(failedJobs));
  const { data: assets } = useQuery(assetsQuery(failedAssets));
  const failed = assets?.total ?? 0;
  return (
    <Section
      title={t('overview.failing')}
      aside={
        failed > 0 && (
          <AnchorLink to="/assets" search={{ status: 'failed' }}>
            {t('overview.failedAssets', { count: failed, formatted: format.number(failed) })}
          </AnchorLink>
        )
      }
    >
      {jobs.data === undefined && jobs.error === null && <RecordSkeleton rows={2} />}
      {jobs.data === undefined && jobs.error !== null && (
        <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
      )}
      {jobs.data?.items.length === 0 && <p className={classes.nothing}>{t('overview.nothingFails')}</p>}
      {jobs.data !== undefined && jobs.data.items.length > 0 && (
        <ul className={classes.failures} aria-label={t('overview.failing')}>
          {jobs.data.items.map((job) => (
            <FailedJob key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Section>
  );
};
