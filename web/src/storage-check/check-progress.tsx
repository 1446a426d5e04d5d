import { Progress } from '@mantine/core';
import type { StorageCheck } from '@nekohub/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import classes from './storage-check.module.css';

export const CheckProgress = ({ check: { status, progressPercent } }: { check: StorageCheck }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.running} aria-label={t('storageCheck.progress')}>
      <p role="status">
        {status === 'queued'
          ? t('storageCheck.queued')
          : t('storageCheck.running', { percent: format.percent(progressPercent) })}
      </p>
      <Progress value={progressPercent} aria-label={t('storageCheck.progress')} />
    </section>
  );
};
