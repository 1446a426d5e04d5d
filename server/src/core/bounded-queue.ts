/** Runs at most `concurrency` tasks at once and lets at most `maxWaiting` more wait. */
export interface BoundedQueue {
  /** The task's own result; rejects with {@link QueueFull} at once when there is no place left. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export class QueueFull extends Error {}

export function createBoundedQueue(concurrency: number, maxWaiting: number): BoundedQueue {
  let running = 0;
  const waiting: (() => void)[] = [];

  /** A place goes straight to whoever waits for it: freed in between, a newcomer could take it as well. */
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return {
    async run(task) {
      if (running >= concurrency) {
        if (waiting.length >= maxWaiting) throw new QueueFull('The queue is full.');
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}

/** Runs tasks of one key one after another, tasks of different keys side by side. Waiters per key are bounded. */
export function createKeyedQueue(maxWaitingPerKey: number): {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
} {
  const lanes = new Map<string, { queue: BoundedQueue; users: number }>();
  return {
    async run(key, task) {
      const lane = lanes.get(key) ?? { queue: createBoundedQueue(1, maxWaitingPerKey), users: 0 };
      lanes.set(key, lane);
      lane.users += 1;
      try {
        return await lane.queue.run(task);
      } finally {
        lane.users -= 1;
        if (lane.users === 0) lanes.delete(key);
      }
    },
  };
}
