import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { canRetry, isActive } from '../../uploads/upload-item.ts';
import { UploadList } from '../../uploads/upload-list.tsx';
import { summaryText } from '../../uploads/upload-summary.ts';
import { uploads } from '../../uploads/uploads.ts';
import { useUploads } from '../../uploads/use-uploads.ts';
import classes from './upload.module.css';

export const UploadProgress = () => {
  const { t } = useTranslation();
  const items = useUploads();
  const retryable = items.some((item) => item.state === 'failed' && canRetry(item));
  return (
    <section aria-label={t('upload.tray')}>
      <div className={classes.progressHead}>
        <p className={classes.summary} role="status">
          {items.length > 0 && summaryText(t, items)}
        </p>
        {retryable && (
          <Button variant="subtle" size="compact-sm" onClick={uploads.retryAll}>
            {t('upload.retryAll')}
          </Button>
        )}
        {items.some((item) => !isActive(item)) && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={uploads.clearFinished}>
            {t('upload.clearDone')}
          </Button>
        )}
      </div>
      <UploadList items={items} />
    </section>
  );
};
