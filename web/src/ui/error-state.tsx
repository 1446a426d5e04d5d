import { Button } from '@mantine/core';
import { ApiError } from '@nekohub/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.tsx';
import { errorText } from './error-text.ts';
import classes from './states.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  children?: ReactNode;
}

/** What happened, what to do, and the trace id for whoever looks into the log. */
export const ErrorState = ({ error, onRetry, children }: ErrorStateProps) => {
  const { t } = useTranslation();
  const traceId = error instanceof ApiError ? error.traceId : null;
  return (
    <div className={classes.state} role="alert">
      <h2 className={classes.title}>{t('error.title')}</h2>
      <p className={classes.text}>{errorText(t, error)}</p>
      {traceId !== null && (
        <p className={classes.trace}>
          {t('error.trace')}: <code>{traceId}</code>
          <CopyButton text={traceId} label={t('error.copyTrace')} />
        </p>
      )}
      <div className={classes.actions}>
        {onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
        {children}
      </div>
    </div>
  );
};
