import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { createBoundedQueue, QueueFull } from './bounded-queue.ts';
import { AppError } from './errors.ts';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const RETRY_AFTER_SECONDS = 5;

/** Hashes passwords off the event loop, a few at a time, so that many sign-ins at once leave room for everything else. */
export interface PasswordHashing {
  /** @throws AppError `server_busy` when too many are waiting */
  hash(password: string): Promise<string>;
  /** Compares with `hashed`, or with nothing in the same time when there is no such account. */
  verify(password: string, hashed: string | undefined): Promise<boolean>;
}

/** @param maxWaiting how many hashes may wait for their turn before callers are turned away */
export function createPasswordHashing(maxWaiting: number): PasswordHashing {
  // One core stays free for requests that need no hash.
  const queue = createBoundedQueue(Math.max(1, availableParallelism() - 1), maxWaiting);
  const nobody = hash('nobody has this password', ARGON2);

  const inTurn = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await queue.run(task);
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      throw new AppError('server_busy', 'Too many people are signing in right now. Try again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
  };

  return {
    hash: (password) => inTurn(() => hash(password, ARGON2)),
    verify: (password, hashed) =>
      inTurn(async () => {
        const matches = await verify(hashed ?? (await nobody), password);
        return matches && hashed !== undefined;
      }),
  };
}
