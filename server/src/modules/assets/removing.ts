import { type Clock, MINUTE } from '../../core/clock.ts';
import type { Db } from '../../db/database.ts';
import type { RunningJob } from '../../jobs/kinds.ts';
import { pauseAfter } from '../../jobs/retries.ts';
import type { ObjectPlace, Place, Storages } from '../../storage/storages.ts';
import type { DueRemoval } from './removals-repo.ts';
import * as repo from './removals-repo.ts';

const BATCH = 100;
const SIDE_BY_SIDE = 4;
const RETRY_OBJECT_AFTER_MS = 10 * MINUTE;
/** From this try on pauses do not grow any more: five minutes. */
const LONGEST_PAUSE_AT = 4;

export interface RemovingOptions {
  readonly db: Db;
  readonly storages: Pick<Storages, 'of'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

export interface Removing {
  /** Removes what is due from a store until nothing is. @throws what the store does not do, when it does nothing at all */
  run(job: Pick<RunningJob<unknown>, 'signal' | 'finishUnless'>, place: ObjectPlace): Promise<undefined>;
  /** Milliseconds. A store that fails is asked again without end; what it said is not for good. */
  pauseAfterFailure(error: unknown, attempt: number): number;
}

/** What the job does that removes objects. A store is told to remove an object once or more often. */
export function createRemoving({ db, storages, clock, log }: RemovingOptions): Removing {
  const removeSome = async ({ storage }: Place, due: readonly DueRemoval[]) => {
    const outcomes = await Promise.allSettled(
      due.map(({ storage_key, commit_message }) =>
        storage.remove(storage_key, { commitMessage: commit_message ?? undefined }),
      ),
    );
    const failures = outcomes.flatMap((outcome, index) => {
      const object = due[index];
      return outcome.status === 'rejected' && object ? [{ object, error: outcome.reason as unknown }] : [];
    });
    const failed = new Set(failures.map(({ object }) => object));
    const removed = due.filter((object) => !failed.has(object));
    if (removed.length > 0) await repo.forgetRemovals(db, removed);
    return { removed: removed.length, failures };
  };

  return {
    async run(job, objectPlace) {
      const due = () => repo.listRemovals(db, objectPlace, clock.now(), BATCH);
      let removed = 0;
      do {
        for (let batch = await due(); batch.length > 0; batch = await due()) {
          for (let at = 0; at < batch.length; at += SIDE_BY_SIDE) {
            job.signal.throwIfAborted();
            const some = batch.slice(at, at + SIDE_BY_SIDE);
            const { removed: count, failures } = await removeSome(await storages.of(objectPlace), some);
            removed += count;
            const isStoreFailing = count === 0 && (removed === 0 || some.length > 1);
            // Those that failed least often come first, so that one that never goes is in nobody's way.
            const dueAt = isStoreFailing ? 0 : clock.now() + RETRY_OBJECT_AFTER_MS;
            for (const { object, error } of failures) {
              await repo.postponeRemoval(db, object, dueAt);
              if (isStoreFailing) throw error;
              log.error({ err: error, storageKey: object.storage_key }, 'an object cannot be removed; others go on');
            }
          }
        }
      } while (!(await job.finishUnless((trx) => repo.hasRemovals(trx, objectPlace, clock.now()), { removed })));
      return undefined;
    },

    pauseAfterFailure: (error, attempt) => pauseAfter(error, Math.min(attempt, LONGEST_PAUSE_AT)),
  };
}
