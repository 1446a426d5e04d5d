import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Fewer and the disk would be waited for too often; more and the log would be long to search. */
const COMMITS = 100;
/** A log that has never been longer needs no thread: the commit that finds it long moves the few pages itself. */
const SHORT_LOG_BYTES = 4 * 1024 * 1024;
/** Beside this file, in the sources as in the built program. */
const WORKER = new URL(`./sqlite-checkpoint-worker${extname(import.meta.url)}`, import.meta.url);

/** Brings what stands in the log of a SQLite file into the database itself, in another thread, while changes go on. */
export interface SqliteCheckpoints {
  /** To be called after each commit. */
  committed(): void;
  close(): Promise<void>;
}

/** @param file of the database */
export function createSqliteCheckpoints(file: string): SqliteCheckpoints {
  let commits = 0;
  let worker: Worker | undefined;
  let isBusy = false;
  let looking: Promise<void> | undefined;

  /** One that fails, as on a full disk, is begun anew later; commits move pages themselves once the log is long. */
  const start = (): Worker => {
    const started = new Worker(WORKER, { workerData: file });
    started.unref();
    started.on('message', () => {
      isBusy = false;
    });
    started.on('error', () => {});
    started.on('exit', () => {
      worker = undefined;
      isBusy = false;
    });
    return started;
  };

  const look = async (): Promise<void> => {
    if (!worker) {
      const { size } = await stat(`${file}-wal`);
      if (size < SHORT_LOG_BYTES) return;
      worker = start();
    }
    isBusy = true;
    worker.postMessage('checkpoint');
  };

  return {
    committed() {
      commits += 1;
      if (commits < COMMITS || isBusy || looking) return;
      commits = 0;
      looking = look()
        .catch(() => {})
        .finally(() => {
          looking = undefined;
        });
    },
    async close() {
      await looking;
      if (!worker) return;
      const { promise: gone, resolve } = Promise.withResolvers<number>();
      worker.once('exit', resolve);
      // Whoever has nothing else to wait for would end before what follows the closing.
      worker.ref();
      worker.postMessage('close');
      await gone;
    },
  };
}
