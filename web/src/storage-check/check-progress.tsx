import { Progress } from '@mantine/core';
import type { StorageCheck } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import classes from './storage-check.module.css';

export const CheckProgress = ({ check: { status, progressPercent } }: { check: StorageCheck }) => {
  const { t } = useTranslation();
  return (
    <section className={classes.running} aria-label={t('storageCheck.progress')}>
      <p role="status">
        {status === 'queued'
          ? t('storageCheck.queued')
          : t('storageCheck.running', { percent: `${progressPercent} %` })}
      </p>
      <Progress value={progressPercent} aria-label={t('storageCheck.progress')} />
    </section>
  );
};
