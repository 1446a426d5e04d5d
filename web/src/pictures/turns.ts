/** Lets at most `limit` tasks run at once; the others wait their turn, or leave when their signal aborts. */
export const createTurns = (limit: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];

  const take = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      if (running < limit) {
        running += 1;
        resolve();
        return;
      }
      const start = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.push(start);
    });

  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async <Result>(signal: AbortSignal, task: () => Promise<Result>): Promise<Result> => {
    await take(signal);
    try {
      return await task();
    } finally {
      give();
    }
  };
};
