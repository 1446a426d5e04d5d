import { createBoundedQueue, QueueFull } from '../../core/bounded-queue.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { isRefusal } from './faults.ts';

const MAX_WAITING = 500;
const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 100;
const BUSY_RETRY_AFTER_SECONDS = 10;

/** Commits of one branch, one after another: of two at once GitHub refuses one. */
export interface Commits {
  /**
   * Runs what makes a commit, again when somebody else was faster.
   * @throws AppError `server_busy` when too many wait; what `commit` throws
   */
  run<T>(commit: () => Promise<T>): Promise<T>;
}

/** @param random from 0 to 1, so that those who met once do not meet again */
export function createCommits(clock: Clock, random: () => number = Math.random): Commits {
  const queue = createBoundedQueue(1, MAX_WAITING);

  const untilFirst = async <T>(commit: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await commit();
      } catch (error) {
        if (!isRefusal(error, 409) || tries === MAX_TRIES) throw error;
        await clock.sleep(FIRST_PAUSE_MS * tries * (0.5 + random()));
      }
    }
  };

  return {
    async run(commit) {
      try {
        return await queue.run(() => untilFirst(commit));
      } catch (error) {
        if (!(error instanceof QueueFull)) throw error;
        throw new AppError('server_busy', 'Too many files wait to be committed. Try again in a while.', {
          retryAfterSeconds: BUSY_RETRY_AFTER_SECONDS,
        });
      }
    },
  };
}
