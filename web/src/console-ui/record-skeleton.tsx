import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Delayed } from '../ui/delayed.tsx';
import classes from './record-skeleton.module.css';

const ROWS = 8;

/** Stands for a RecordList that is on its way. */
export const RecordSkeleton = ({ rows = ROWS }: { rows?: number }) => {
  const { t } = useTranslation();
  return (
    <Delayed>
      <div className={classes.rows}>
        <VisuallyHidden role="status">{t('common.loading')}</VisuallyHidden>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <Skeleton key={row} height={40} />
        ))}
      </div>
    </Delayed>
  );
};
