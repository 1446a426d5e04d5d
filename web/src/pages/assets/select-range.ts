/** The ids from one to the other, both included, in either direction; only the second if the first is not there. */
export const selectRange = (items: readonly { id: string }[], from: string | null, to: string): readonly string[] => {
  const start = from === null ? -1 : items.findIndex(({ id }) => id === from);
  const end = items.findIndex(({ id }) => id === to);
  if (start < 0 || end < 0) return [to];
  return items.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ id }) => id);
};
