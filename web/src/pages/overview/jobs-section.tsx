import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { RecordSkeleton } from '../../console-ui/record-skeleton.tsx';
import { jobSummaryQuery } from '../../data/jobs.ts';
import { useFormat } from '../../format/use-format.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Bars } from './bars.tsx';
import { Section } from './section.tsx';

/** What waits and runs, by what it works on. */
export const JobsSection = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useQuery(jobSummaryQuery);
  return (
    <Section title={t('overview.jobs')} aside={<AnchorLink to="/jobs">{t('jobs.all')}</AnchorLink>}>
      {data === undefined && error === null && <RecordSkeleton rows={2} />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <Bars
          label={t('overview.jobs')}
          empty={t('overview.noJobs')}
          bars={data.lanes
            .filter(({ queued, running }) => queued + running > 0)
            .map(({ lane, queued, running }) => ({
              key: lane,
              name: t(`overview.lane.${lane}`),
              value: queued + running,
              text: [
                ...(running > 0 ? [t('overview.running', { count: running, formatted: format.number(running) })] : []),
                ...(queued > 0 ? [t('overview.queued', { count: queued, formatted: format.number(queued) })] : []),
              ].join(' · '),
            }))}
        />
      )}
    </Section>
  );
};
