import type { Transaction } from 'kysely';
import Type from 'typebox';
import { type Clock, HOUR } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import { Nullable } from '../../core/schema.ts';
import type { Db } from '../../db/database.ts';
import { isReferenceViolation } from '../../db/dialects.ts';
import type { Tables } from '../../db/tables.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { defineJobKind } from '../../jobs/kinds.ts';
import type { ObjectPlace, Storages } from '../../storage/storages.ts';
import type { RemovedObject } from './removals-repo.ts';
import * as repo from './removals-repo.ts';
import { createRemoving } from './removing.ts';

/** Longer than any upload: its object must not be taken for a leftover. */
const UPLOAD_MAY_TAKE_MS = 24 * HOUR;
const AT_ONCE = 0;

/** Removes all that is due from one store. Tried for days, and then asked for again. */
const REMOVAL = defineJobKind({
  name: 'storage.remove',
  lane: 'storage',
  payload: Type.Object({ provider: Type.String(), profileId: Nullable(Type.String()) }),
  maxAttempts: 1000,
});

/**
 * Objects whose rows are gone. A list in the database says which, and one job a store removes them: a crash or a failing
 * store delays that, and holds up nothing else.
 */
export interface Removals {
  /** Has these removed once the transaction is committed. Ask behind all that locks an asset, a counter or the revision. */
  add(trx: Transaction<Tables>, objects: readonly RemovedObject[], commitMessage?: string | null): Promise<void>;
  /**
   * Notes objects that are about to be stored, to be removed a day later unless the row that knows them takes the note
   * back: a process that is killed in between leaves nothing behind.
   * @throws AppError `storage_provider_profile_not_found` when their profile is gone
   */
  expect(objects: readonly RemovedObject[]): Promise<void>;
  /** Has noted objects removed now. Never rejects: what cannot be written down is done when the note is due. */
  discard(objects: readonly RemovedObject[]): Promise<void>;
  /** Takes notes back of objects that are not stored and will not be. Never rejects, for the same reason. */
  forget(objects: readonly RemovedObject[]): Promise<void>;
  /** Asks for the removal of everything that is due by now. */
  sweep(): Promise<void>;
}

export interface RemovalsOptions {
  readonly db: Db;
  readonly storages: Pick<Storages, 'of'>;
  readonly clock: Clock;
  readonly jobs: Pick<Jobs, 'enqueue' | 'handle'>;
  readonly log: { error(fields: object, message: string): void };
}

export function createRemovals({ db, storages, clock, jobs, log }: RemovalsOptions): Removals {
  const enqueue = async (trx: Transaction<Tables>, places: readonly ObjectPlace[]): Promise<void> => {
    const byKey = new Map(places.map((place) => [dedupeKeyOf(place), place]));
    // In one order everywhere: two transactions that hold the jobs of two stores must not wait for each other.
    for (const [dedupeKey, place] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const payload = { provider: place.storage_provider, profileId: place.storage_profile_id };
      await jobs.enqueue(trx, REMOVAL, payload, { dedupeKey, holds: true });
    }
  };

  const orLog = (written: Promise<void>): Promise<void> =>
    written.catch((error: unknown) => {
      log.error({ err: error }, 'notes of objects could not be changed; these are looked at when they are due');
    });

  const { run, pauseAfterFailure } = createRemoving({ db, storages, clock, log });
  jobs.handle(REMOVAL, {
    run: (job) =>
      run(job, {
        storage_provider: job.payload.provider,
        // Written by `enqueue`.
        storage_profile_id: job.payload.profileId as StorageProfileId | null,
      }),
    retry: pauseAfterFailure,
  });

  return {
    async add(trx, objects, commitMessage = null) {
      if (objects.length === 0) return;
      await repo.insertRemovals(trx, objects, AT_ONCE, commitMessage);
      await enqueue(trx, objects);
    },

    async expect(objects) {
      try {
        await repo.insertRemovals(db, objects, clock.now() + UPLOAD_MAY_TAKE_MS);
      } catch (error) {
        // Deleted since it was looked up.
        if (isReferenceViolation(error)) throw new AppError('storage_provider_profile_not_found');
        throw error;
      }
    },

    async discard(objects) {
      if (objects.length === 0) return;
      const changed = db.transaction().execute(async (trx) => {
        await enqueue(trx, await repo.makeDue(trx, objects, AT_ONCE));
      });
      await orLog(changed);
    },

    forget: (objects) => orLog(repo.forgetRemovals(db, objects)),

    async sweep() {
      const places = await repo.listRemovalPlaces(db, clock.now());
      if (places.length > 0) await db.transaction().execute((trx) => enqueue(trx, places));
    },
  };
}

const dedupeKeyOf = ({ storage_provider, storage_profile_id }: ObjectPlace): string =>
  `storage.remove ${JSON.stringify([storage_provider, storage_profile_id])}`;
