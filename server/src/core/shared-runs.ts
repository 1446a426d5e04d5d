import { setImmediate } from 'node:timers/promises';

/**
 * Lets callers share the runs of a task whose answer is the same for all of them: everybody gets the result of a run
 * that began after they asked, and those who ask at the same time get the same one.
 */
export function shareRuns<T>(task: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;

  const runNext = async (): Promise<T> => {
    // Whatever else has arrived by now is taken in first.
    await setImmediate();
    next = undefined;
    return task();
  };

  return () => {
    next ??= runNext();
    return next;
  };
}
