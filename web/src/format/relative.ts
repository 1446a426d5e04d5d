const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From here on a date says more than a number of days. */
const FAR_MS = 100 * DAY_MS;

/** `5 minutes ago`, `in 30 days`; null for what is so far away that its date says more. */
export const formatRelative = (iso: string, now: number, language: string): string | null => {
  const awayMs = Date.parse(iso) - now;
  const size = Math.abs(awayMs);
  if (size >= FAR_MS) return null;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (size < MINUTE_MS) return format.format(0, 'second');
  if (size < HOUR_MS) return format.format(Math.trunc(awayMs / MINUTE_MS), 'minute');
  if (size < DAY_MS) return format.format(Math.trunc(awayMs / HOUR_MS), 'hour');
  return format.format(Math.round(awayMs / DAY_MS), 'day');
};
