import { type Clock, HOUR, MINUTE } from '../../core/clock.ts';
import type { Db } from '../../db/database.ts';
import { isSamePlace, type ObjectPlace, type Storages } from '../../storage/storages.ts';
import type { RemovedObject } from './removals-repo.ts';
import * as repo from './removals-repo.ts';

const BATCH = 100;
const RETRY_AFTER_MS = 10 * MINUTE;
/** Longer than any upload: its object must not be taken for a leftover. */
const UPLOAD_MAY_TAKE_MS = 24 * HOUR;

/** Removes stored objects whose rows are gone. The list is in the database, so a crash or a failing store only delays. */
export interface Removals {
  /** Removes these now, those of each store side by side; those that fail are left for {@link sweep}. */
  remove(objects: readonly RemovedObject[]): Promise<void>;
  /**
   * Notes objects that are about to be stored, to be removed a day later unless the row that knows them takes the note
   * back: a process that is killed in between leaves nothing behind.
   */
  expect(objects: readonly RemovedObject[]): Promise<void>;
  /** Tries everything that is due for removal. A store that fails holds up no other. */
  sweep(): Promise<void>;
}

export interface RemovalsOptions {
  readonly db: Db;
  readonly storages: Pick<Storages, 'of'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

export function createRemovals({ db, storages, clock, log }: RemovalsOptions): Removals {
  /** Whether the object is gone. Never rejects: the list in the database brings it up again. */
  const isRemoved = async (object: RemovedObject): Promise<boolean> => {
    try {
      const { storage } = await storages.of(object);
      await storage.remove(object.storage_key);
      return true;
    } catch (error) {
      log.error({ err: error, storageKey: object.storage_key }, 'an object could not be removed; it is tried again');
      await repo.postponeRemoval(db, object, clock.now() + RETRY_AFTER_MS).catch(() => {});
      return false;
    }
  };

  const removeFromOne = async (objects: readonly RemovedObject[]): Promise<void> => {
    const removed: RemovedObject[] = [];
    for (const object of objects) if (await isRemoved(object)) removed.push(object);
    if (removed.length === 0) return;
    await repo.forgetRemovals(db, removed).catch((error: unknown) => {
      log.error({ err: error }, 'removed objects could not be taken off the list; they are tried again');
    });
  };

  return {
    async remove(objects) {
      await Promise.all(byPlace(objects).map(removeFromOne));
    },
    expect: (objects) => repo.insertRemovals(db, objects, clock.now() + UPLOAD_MAY_TAKE_MS),
    async sweep() {
      const now = clock.now();
      const places = await repo.listRemovalPlaces(db, now);
      const sweepOne = async (place: ObjectPlace) => removeFromOne(await repo.listRemovals(db, place, now, BATCH));
      await Promise.all(places.map(sweepOne));
    },
  };
}

function byPlace(objects: readonly RemovedObject[]): RemovedObject[][] {
  const groups: RemovedObject[][] = [];
  for (const object of objects) {
    const group = groups.find(([first]) => first && isSamePlace(first, object));
    if (group) group.push(object);
    else groups.push([object]);
  }
  return groups;
}
