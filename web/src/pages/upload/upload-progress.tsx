import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { QueueActions } from '../../uploads/queue-actions.tsx';
import { isUnfinished } from '../../uploads/upload-item.ts';
import { UploadList } from '../../uploads/upload-list.tsx';
import { summaryText } from '../../uploads/upload-summary.ts';
import { uploads } from '../../uploads/uploads.ts';
import { useUploads } from '../../uploads/use-uploads.ts';
import classes from './upload.module.css';

export const UploadProgress = () => {
  const { t } = useTranslation();
  const items = useUploads();
  return (
    <section aria-label={t('upload.tray')}>
      <div className={classes.progressHead}>
        <p className={classes.summary} role="status">
          {items.length > 0 && summaryText(t, items)}
        </p>
        <QueueActions items={items} />
        {items.some((item) => !isUnfinished(item)) && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={uploads.clearFinished}>
            {t('upload.clearDone')}
          </Button>
        )}
      </div>
      <UploadList items={items} />
    </section>
  );
};
