import type { Job } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { When } from '../../console-ui/when.tsx';
import { useFormat } from '../../format/use-format.ts';
import { codeText } from '../../ui/error-text.ts';
import classes from './jobs.module.css';

/** How far a job is, why it failed, and when it is tried again. */
export const JobState = ({ job: { status, progressPercent, error, attempts, nextAttemptAtUtc } }: { job: Job }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className={classes.state} data-state={status}>
        {t(`jobs.state.${status}`)}
        {status === 'running' && progressPercent > 0 && ` ${format.percent(progressPercent)}`}
      </span>
      {error !== null && <span className={classes.reason}>{codeText(t, error.code, error.message)}</span>}
      {status === 'queued' && attempts > 0 && (
        <span className={classes.reason}>
          {t('jobs.again')} <When at={nextAttemptAtUtc} />
        </span>
      )}
    </>
  );
};
