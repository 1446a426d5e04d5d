import { AppError } from '../core/errors.ts';

/** Memory for work on pictures, shared by all that goes on at a time. */
export interface MemoryBudget {
  /**
   * Runs a task that needs about this many bytes, as soon as they are free; those who wait are served in turn.
   * @throws AppError `asset_memory_exceeded` at once when there is never so much
   */
  use<T>(bytes: number, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

const MEGABYTE = 1024 * 1024;
const megabytes = (bytes: number): number => Math.ceil(bytes / MEGABYTE);

export function createMemoryBudget(maxBytes: number): MemoryBudget {
  let free = maxBytes;
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];

  /** In turn, also when somebody further back would fit: else a large picture would wait for good. */
  const admit = (): void => {
    for (let next = waiting[0]; next && next.bytes <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.bytes;
      next.enter();
    }
  };

  const enter = (bytes: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const onAbort = (): void => {
        waiting.splice(waiting.indexOf(waiter), 1);
        reject(signal?.reason);
        admit();
      };
      const waiter = {
        bytes,
        enter: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiting.push(waiter);
      admit();
    });

  return {
    async use(bytes, task, signal) {
      if (bytes > maxBytes) {
        throw new AppError(
          'asset_memory_exceeded',
          `This takes about ${megabytes(bytes)} MB of memory; at most ${megabytes(maxBytes)} MB are allowed.`,
        );
      }
      signal?.throwIfAborted();
      await enter(bytes, signal);
      try {
        return await task();
      } finally {
        free += bytes;
        admit();
      }
    },
  };
}
