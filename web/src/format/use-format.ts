import { useTranslation } from 'react-i18next';
import { formatBytes } from './bytes.ts';
import { formatRelative } from './relative.ts';
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatExactTime,
  formatPercent,
  formatTimeLeft,
} from './values.ts';

/** The format functions bound to the language on screen. */
export const useFormat = () => {
  const { i18n } = useTranslation();
  const language = i18n.language;
  return {
    bytes: (bytes: number) => formatBytes(bytes, language),
    dateTime: (iso: string) => formatDateTime(iso, language),
    exactTime: (iso: string) => formatExactTime(iso, language),
    /** Near instants as people say them, others as a date. */
    relative: (iso: string) => formatRelative(iso, Date.now(), language) ?? formatDate(iso, language),
    duration: (ms: number) => formatDuration(ms, language),
    timeLeft: (seconds: number) => formatTimeLeft(seconds, language),
    date: (iso: string) => formatDate(iso, language),
    number: (value: number) => new Intl.NumberFormat(language).format(value),
    percent: (percent: number) => formatPercent(percent, language),
    list: (items: readonly string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items),
  };
};
