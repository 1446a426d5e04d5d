import { Button, CloseButton, Progress } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { notify } from '../ui/notify.ts';
import { bulk, useBulk } from './bulk.ts';
import classes from './bulk-bar.module.css';
import { FailureDialog } from './failure-dialog.tsx';
import { useActionText } from './use-action-text.ts';

/** How far what is done with many assets has got, and what became of it. */
export const BulkProgress = () => {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useBulk();
  const actionText = useActionText();
  const [listing, list] = useDisclosure(false);
  const isWhole = run !== null && run.state === 'done' && run.failures.length === 0 && run.error === null;
  useEffect(() => {
    if (!isWhole) return;
    const result = t('bulk.done', { count: run.tried, formatted: format.number(run.tried) });
    notify.done(t('bulk.result', { action: actionText(run.action), result }));
    bulk.forget();
  });
  if (run === null || isWhole) return null;
  const { tried, total, failures, waiting, state, error } = run;
  const isRunning = state === 'running' || state === 'stopping';
  const done = tried - failures.length;
  const numbers = t('assets.selection.progress', { done: format.number(tried), total: format.number(total) });
  const ended = [
    t('bulk.done', { count: done, formatted: format.number(done) }),
    ...(failures.length > 0
      ? [t('bulk.failed', { count: failures.length, formatted: format.number(failures.length) })]
      : []),
    ...(state === 'stopped' ? [t('bulk.stopped')] : []),
    ...(error === null ? [] : [errorText(t, error)]),
  ].join(t('upload.summaryJoin'));
  return (
    <section className={classes.bar} aria-label={t('bulk.title')} data-bottom-bar>
      <div className={classes.run}>
        <p className={classes.runText}>
          <span className={classes.action}>{actionText(run.action)}</span>{' '}
          <span role="status">{isRunning ? (waiting > 0 ? t('bulk.waiting') : '') : ended}</span>
          {isRunning && <span className={classes.numbers}>{numbers}</span>}
        </p>
        {isRunning && (
          <Progress
            value={(tried / Math.max(1, total)) * 100}
            size={4}
            aria-label={t('bulk.progress')}
            aria-valuetext={numbers}
          />
        )}
      </div>
      {isRunning && (
        <BusyButton variant="default" size="compact-md" onClick={bulk.stop} busy={state === 'stopping'}>
          {t('common.cancel')}
        </BusyButton>
      )}
      {!isRunning && failures.length > 0 && (
        <>
          <Button variant="default" size="compact-md" onClick={list.open}>
            {t('bulk.show')}
          </Button>
          <Button size="compact-md" onClick={bulk.retry}>
            {t('bulk.retry')}
          </Button>
        </>
      )}
      {!isRunning && <CloseButton aria-label={t('common.close')} onClick={bulk.forget} />}
      <FailureDialog opened={listing && failures.length > 0} failures={failures} onClose={list.close} />
    </section>
  );
};
