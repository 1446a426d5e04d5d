const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes for people: factor 1024, one decimal below 10. */
export const formatBytes = (bytes: number, language: string): string => {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
};
