/** Runs the task for every item, at most `parallel` at a time. */
export const inTurns = async <Item>(
  items: readonly Item[],
  parallel: number,
  task: (item: Item) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await task(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
};
