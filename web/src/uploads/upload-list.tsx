import type { UploadItem } from './upload-item.ts';
import classes from './upload-list.module.css';
import { UploadRow } from './upload-row.tsx';

export const UploadList = ({ items }: { items: readonly UploadItem[] }) => (
  <ul className={classes.list}>
    {items.map((item) => (
      <UploadRow key={item.id} item={item} />
    ))}
  </ul>
);
