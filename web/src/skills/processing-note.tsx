import { Alert, Loader, Progress } from '@mantine/core';
import type { Asset } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useJobChanges } from '../data/run-changes.ts';
import { useCan } from '../data/session.ts';
import { useFormat } from '../format/use-format.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { codeText, errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { progressText } from './skill-names.ts';
import classes from './skills.module.css';

interface ProcessingNoteProps {
  asset: Asset;
}

/** What is done with the asset at the moment, or why the last of it failed. */
export const ProcessingNote = ({ asset: { id, processing } }: ProcessingNoteProps) => {
  if (processing === null || processing.status === 'succeeded' || processing.status === 'cancelled') return null;
  const Note = processing.status === 'failed' ? Failed : UnderWay;
  return <Note assetId={id} processing={processing} />;
};

interface NoteProps {
  assetId: string;
  processing: NonNullable<Asset['processing']>;
}

const UnderWay = ({ assetId, processing }: NoteProps) => {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const { cancel } = useJobChanges(assetId, processing);
  const { status, progressPercent: percent, progressStep: step } = processing;
  const text = t(status === 'queued' ? 'skills.queued' : 'skills.running');
  return (
    <div className={classes.underWay}>
      <div className={classes.line}>
        <Loader size={16} aria-hidden="true" />
        <span className={classes.words} role="status">
          {step === null ? text : progressText(t, step)}
        </span>
        {percent > 0 && <span>{format.percent(percent)}</span>}
        {can('assets.update') && (
          <BusyButton
            variant="subtle"
            color="gray"
            size="compact-sm"
            busy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onError: (error) => notify.failed(errorText(t, error)) })}
          >
            {t('common.cancel')}
          </BusyButton>
        )}
      </div>
      {percent > 0 && <Progress value={percent} size={4} aria-label={text} />}
    </div>
  );
};

const Failed = ({ assetId, processing }: NoteProps) => {
  const { t } = useTranslation();
  const can = useCan();
  const { retry } = useJobChanges(assetId, processing);
  const { code, message } = processing.error ?? { code: '', message: '' };
  return (
    <Alert color="red" title={t('skills.processingFailed')} role="alert">
      <p className={classes.reason}>{codeText(t, code, message)}</p>
      {can('assets.update') && (
        <BusyButton
          variant="default"
          size="compact-sm"
          busy={retry.isPending}
          onClick={() => retry.mutate(undefined, { onError: (error) => notify.failed(errorText(t, error)) })}
        >
          {t('common.retry')}
        </BusyButton>
      )}
    </Alert>
  );
};
