import type { Job } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { type Column, RecordList } from '../../console-ui/record-list.tsx';
import { When } from '../../console-ui/when.tsx';
import { NO_VALUE } from '../../format/values.ts';
import { jobKindText } from '../../jobs/job-kind-text.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { JobActions } from './job-actions.tsx';
import { JobState } from './job-state.tsx';

export const JobList = ({ jobs }: { jobs: readonly Job[] }) => {
  const { t } = useTranslation();
  const columns: Column<Job>[] = [
    { label: t('jobs.what'), lead: true, cell: ({ kind }) => jobKindText(t, kind) },
    { label: t('apiKeys.column.state'), cell: (job) => <JobState job={job} /> },
    {
      label: t('jobs.of'),
      cell: ({ assetId }) =>
        assetId === null ? (
          NO_VALUE
        ) : (
          <AnchorLink to="/assets/$id" params={{ id: assetId }} inherit>
            {t('jobs.asset')}
          </AnchorLink>
        ),
    },
    {
      label: t('jobs.tries'),
      cell: ({ attempts, maxAttempts }) => t('jobs.triesOf', { tries: attempts, most: maxAttempts }),
    },
    { label: t('asset.fact.created'), cell: ({ createdAtUtc }) => <When at={createdAtUtc} />, from: 'medium' },
    { label: t('jobs.finished'), cell: ({ finishedAtUtc }) => <When at={finishedAtUtc} />, from: 'medium' },
  ];
  return (
    <RecordList
      label={t('jobs.list')}
      rows={jobs}
      rowKey={({ id }) => id}
      columns={columns}
      actions={{ label: t('common.actions'), cell: (job) => <JobActions job={job} /> }}
    />
  );
};
