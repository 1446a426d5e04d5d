import { setImmediate } from 'node:timers/promises';

/**
 * Lets callers share the runs of a task whose answer is the same for all of them: everybody gets the result of a run
 * that began after they asked, and those who ask while another one is under way get the same one. Runs never overlap.
 */
export function shareRuns<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;

  const runNext = async (): Promise<T> => {
    if (running) await running.catch(() => {});
    // Whatever else has arrived by now is taken in first.
    await setImmediate();
    next = undefined;
    const run = task();
    running = run;
    return run;
  };

  return () => {
    next ??= runNext();
    return next;
  };
}
