import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootstrapQuery } from '../data/system.ts';
import { useFormat } from '../format/use-format.ts';
import { errorText } from '../ui/error-text.ts';
import { secondsLeft, type UploadItem } from './upload-item.ts';

/** Whole seconds until a time of `performance.now()`, counted down. */
const useSecondsUntil = (atMs: number | null): number => {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (atMs === null) return;
    const look = () => setNow(performance.now());
    look();
    const timer = setInterval(look, 500);
    return () => clearInterval(timer);
  }, [atMs]);
  return atMs === null ? 0 : Math.max(0, Math.ceil((atMs - now) / 1000));
};

/** What is going on with a file: its state, its speed and how long it takes, or why it failed. */
export const useUploadNote = (item: UploadItem): string => {
  const { state, failure, bytesPerSecond, resumesAtMs } = item;
  const secondsToWait = useSecondsUntil(resumesAtMs);
  const { t } = useTranslation();
  const format = useFormat();
  const { data: bootstrap } = useQuery(bootstrapQuery);
  if (state === 'failed' && failure !== null) {
    if (typeof failure !== 'string') return errorText(t, failure);
    return failure === 'tooLarge'
      ? t('upload.refusal.tooLarge', { size: format.bytes(bootstrap?.maxUploadSizeBytes ?? 0) })
      : t(`upload.refusal.${failure}`);
  }
  if (state === 'sending' && bytesPerSecond !== null) {
    const speed = format.bytes(bytesPerSecond);
    const seconds = secondsLeft(item);
    return seconds === null
      ? t('upload.speed', { speed })
      : t('upload.speedAndTime', { speed, time: format.timeLeft(seconds) });
  }
  return t(`upload.state.${state}`, { seconds: format.number(secondsToWait) });
};
