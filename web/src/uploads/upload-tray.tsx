import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useMatchRoute } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueueActions } from './queue-actions.tsx';
import { isUnfinished } from './upload-item.ts';
import { UploadList } from './upload-list.tsx';
import { summaryText } from './upload-summary.ts';
import classes from './upload-tray.module.css';
import { uploads } from './uploads.ts';
import { useUploads } from './use-uploads.ts';

/** The queue at the lower right; the upload page shows the same list in its own place. */
export const UploadTray = () => {
  const { t } = useTranslation();
  const items = useUploads();
  const [open, setOpen] = useState(true);
  const onUploadPage = Boolean(useMatchRoute()({ to: '/assets/upload' }));
  const shown = items.length > 0 && !onUploadPage;
  const toggle = t(open ? 'upload.trayCollapse' : 'upload.trayExpand');

  return (
    <section className={shown ? classes.tray : undefined} aria-label={t('upload.tray')} hidden={!shown}>
      <div className={classes.head}>
        <p className={classes.summary} role="status">
          {items.length > 0 && summaryText(t, items)}
        </p>
        <Tooltip label={toggle}>
          <ActionIcon aria-label={toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <IconChevronDown size={18} /> : <IconChevronUp size={18} />}
          </ActionIcon>
        </Tooltip>
        {!items.some(isUnfinished) && (
          <Tooltip label={t('upload.clearDone')}>
            <ActionIcon aria-label={t('upload.clearDone')} onClick={uploads.clearFinished}>
              <IconX size={18} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {open && shown && (
        <>
          <div className={classes.actions}>
            <QueueActions items={items} />
          </div>
          <div className={classes.body}>
            <UploadList items={items} />
          </div>
        </>
      )}
    </section>
  );
};
