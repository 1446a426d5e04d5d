import type { Job } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useCancelJob, useRetryJob } from '../../data/jobs.ts';
import { useCan } from '../../data/session.ts';
import { jobKindText } from '../../jobs/job-kind-text.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { notify } from '../../ui/notify.ts';

/** Stops what waits or runs, and tries again what did not succeed. */
export const JobActions = ({ job: { id, kind, lane, status } }: { job: Job }) => {
  const { t } = useTranslation();
  const can = useCan();
  const retry = useRetryJob();
  const cancel = useCancelJob();
  // What steers the hub itself takes the right to do so.
  const maySteer = can('assets.update') && (lane !== 'maintenance' || can('settings.update'));
  if (!maySteer || status === 'succeeded') return null;
  const name = jobKindText(t, kind);
  const isOver = status === 'failed' || status === 'cancelled';
  const change = isOver ? retry : cancel;
  return (
    <BusyButton
      variant="default"
      size="compact-sm"
      aria-label={t(isOver ? 'overview.retryNamed' : 'jobs.cancelNamed', { name })}
      busy={change.isPending}
      onClick={() => change.mutate(id, { onError: (error) => notify.failed(errorText(t, error)) })}
    >
      {t(isOver ? 'common.retry' : 'common.cancel')}
    </BusyButton>
  );
};
