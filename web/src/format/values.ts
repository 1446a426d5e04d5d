/** Stands where there is no value. */
export const NO_VALUE = '–';

/** `2026-03-10 12:00` in the reader's time zone and the language's own order. */
export const formatDateTime = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

/** The same to the second, where the order of events counts. */
export const formatExactTime = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso));

export const formatDate = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(iso));

/** `40 ms`, from a second on `1.2 s`, in the language's own way. */
export const formatDuration = (ms: number, language: string): string => {
  const inSeconds = ms >= 1000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: inSeconds ? 'second' : 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: inSeconds ? 1 : 0,
  }).format(inSeconds ? ms / 1000 : ms);
};

/** `40 sec`, `3 min`, `1.5 hr`: how long something may still take, in the language's own way. */
export const formatTimeLeft = (seconds: number, language: string): string => {
  const [value, unit] =
    seconds <= 59 ? [seconds, 'second'] : seconds <= 59 * 60 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  // Rather a little longer than it takes than the other way round.
  const rounded = unit === 'hour' ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(rounded);
};

/** `40%` of 40, in the language's own way. */
export const formatPercent = (percent: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100);

export const formatDimensions = (width: number | null, height: number | null): string =>
  width === null || height === null ? NO_VALUE : `${width} × ${height}`;

const typeNames: Record<string, string> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/gif': 'GIF',
  'image/avif': 'AVIF',
  'image/bmp': 'BMP',
  'image/tiff': 'TIFF',
  'image/svg+xml': 'SVG',
};

/** `JPEG` for `image/jpeg`; an unknown type stays as it is. */
export const formatContentType = (contentType: string): string => typeNames[contentType] ?? contentType;
