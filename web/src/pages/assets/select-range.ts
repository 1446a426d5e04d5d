/** The ids from one to the other, both included, in either direction; only the second if the first is not there. */
export const selectRange = (ids: readonly string[], from: string | null, to: string): readonly string[] => {
  const start = from === null ? -1 : ids.indexOf(from);
  const end = ids.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1);
};
