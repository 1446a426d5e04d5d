import { Progress } from '@mantine/core';
import { IconPhoto, IconRefresh, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { DescribeButton } from './describe-button.tsx';
import { RowAction } from './row-action.tsx';
import { canDescribe, canRetry, isActive, type UploadItem } from './upload-item.ts';
import { UploadLinks } from './upload-links.tsx';
import classes from './upload-list.module.css';
import { uploads } from './uploads.ts';
import { useUploadNote } from './use-upload-note.ts';

/** Drawn anew only when its own file gets on: there may be hundreds beside it. */
export const UploadRow = memo(({ item }: { item: UploadItem }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const note = useUploadNote(item);
  const name = item.fileName;
  const percent = Math.round((item.sentBytes / Math.max(1, item.file.size)) * 100);

  return (
    <li className={classes.row} data-state={item.state}>
      <span className={classes.thumbnail}>
        <IconPhoto size={18} aria-hidden="true" />
        {item.previewUrl !== null && (
          <img
            src={item.previewUrl}
            alt=""
            loading="lazy"
            decoding="async"
            onError={(event) => {
              event.currentTarget.hidden = true;
            }}
          />
        )}
      </span>
      <div className={classes.text}>
        <span className={classes.name} title={name}>
          {item.asset === null ? (
            name
          ) : (
            <Link to="/assets/$id" params={{ id: item.asset.id }}>
              {name}
            </Link>
          )}
        </span>
        {isActive(item) && (
          <Progress
            value={percent}
            size={4}
            aria-label={t('upload.progress', { name })}
            animated={item.state === 'processing'}
          />
        )}
        <span className={classes.note}>
          <span>{note}</span>
          <span className={classes.size}>
            {item.state === 'sending'
              ? `${format.bytes(item.sentBytes)} / ${format.bytes(item.file.size)}`
              : format.bytes(item.file.size)}
          </span>
        </span>
      </div>
      <div className={classes.actions}>
        {canDescribe(item) && <DescribeButton item={item} />}
        {item.asset !== null && <UploadLinks asset={item.asset} name={name} />}
        {canRetry(item) && (
          <RowAction label={t('upload.retry', { name })} onClick={() => uploads.retry(item.id)} Icon={IconRefresh} />
        )}
        {isActive(item) ? (
          <RowAction label={t('upload.cancel', { name })} onClick={() => uploads.cancel(item.id)} Icon={IconX} />
        ) : (
          <RowAction label={t('upload.remove', { name })} onClick={() => uploads.remove(item.id)} Icon={IconX} />
        )}
      </div>
    </li>
  );
});
