import type { TFunction } from 'i18next';
import { isActive, type UploadItem } from './upload-item.ts';

/** One line for the whole queue: what runs, or else is held; once nothing runs, what is done and what failed. */
export const summaryText = (t: TFunction, items: readonly UploadItem[]): string => {
  const running = items.filter(isActive).length;
  if (running > 0) return t('upload.summaryRunning', { count: running });
  const held = items.filter((item) => item.state === 'held').length;
  if (held > 0) return t('upload.summaryHeld', { count: held });
  const failed = items.filter((item) => item.state === 'failed').length;
  const done = items.filter((item) => item.state === 'done').length;
  const parts = [];
  if (done > 0 || failed === 0) parts.push(t('upload.summaryDone', { count: done }));
  if (failed > 0) parts.push(t('upload.summaryFailed', { count: failed }));
  return parts.join(t('upload.summaryJoin'));
};
