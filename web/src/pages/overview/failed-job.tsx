import type { Job } from '@nekohub/client';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { When } from '../../console-ui/when.tsx';
import { assetQuery } from '../../data/assets.ts';
import { useRetryJob } from '../../data/jobs.ts';
import { useCan } from '../../data/session.ts';
import { jobKindText } from '../../jobs/job-kind-text.ts';
import { assetName } from '../../pictures/asset-name.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { BusyButton } from '../../ui/busy-button.tsx';
import { codeText, errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';
import classes from './overview.module.css';

/** Why a job failed, with the way to its asset. */
export const FailedJob = ({ job }: { job: Job }) => {
  const { t } = useTranslation();
  const can = useCan();
  const retry = useRetryJob();
  const kind = jobKindText(t, job.kind);
  // What steers the hub itself takes the right to do so.
  const mayRetry = can('assets.update') && (job.lane !== 'maintenance' || can('settings.update'));
  return (
    <li className={classes.failure}>
      <div className={classes.failureWords}>
        {job.assetId === null ? <strong>{kind}</strong> : <AssetLink id={job.assetId} />}
        {job.error !== null && <p>{codeText(t, job.error.code, job.error.message)}</p>}
        <p className={classes.under}>
          {job.assetId !== null && `${kind} · `}
          <When at={job.finishedAtUtc} />
        </p>
      </div>
      {mayRetry && (
        <BusyButton
          variant="default"
          size="compact-sm"
          aria-label={t('overview.retryNamed', { name: kind })}
          busy={retry.isPending}
          onClick={() => retry.mutate(job.id, { onError: (error) => notify.failed(errorText(t, error)) })}
        >
          {t('common.retry')}
        </BusyButton>
      )}
    </li>
  );
};

const AssetLink = ({ id }: { id: string }) => {
  const { t } = useTranslation();
  const { data: asset } = useQuery(assetQuery(id));
  return (
    <AnchorLink to="/assets/$id" params={{ id }}>
      {asset === undefined ? id : assetName(asset, t('common.unnamed'))}
    </AnchorLink>
  );
};
