import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { canRetry, isActive, type UploadItem } from './upload-item.ts';
import { uploads } from './uploads.ts';

/** What can be done with the queue as a whole. */
export const QueueActions = ({ items }: { items: readonly UploadItem[] }) => {
  const { t } = useTranslation();
  const held = items.filter(({ state }) => state === 'held').length;
  return (
    <>
      {held > 0 && (
        <Button size="compact-sm" onClick={uploads.release}>
          {t('upload.release', { count: held })}
        </Button>
      )}
      {items.some((item) => item.state === 'failed' && canRetry(item)) && (
        <Button variant="subtle" size="compact-sm" onClick={uploads.retryAll}>
          {t('upload.retryAll')}
        </Button>
      )}
      {items.filter(isActive).length > 1 && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={uploads.cancelAll}>
          {t('upload.cancelAll')}
        </Button>
      )}
    </>
  );
};
