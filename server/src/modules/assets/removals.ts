import type { Db } from '../../db/database.ts';
import type { Storage } from '../../storage/storage.ts';
import * as repo from './removals-repo.ts';
import type { RemovedObject } from './repo.ts';

const BATCH = 100;

/** Removes stored objects whose rows are gone. The list is in the database, so a crash or a failing store only delays. */
export interface Removals {
  /** Removes these now; those that fail are left for {@link sweep}. */
  remove(objects: readonly RemovedObject[]): Promise<void>;
  /** Tries everything that is still to be removed. */
  sweep(): Promise<void>;
}

export function createRemovals({ db, storage }: { db: Db; storage: Storage }): Removals {
  const removeOne = async (object: RemovedObject): Promise<void> => {
    try {
      await storage.remove(object.storage_key);
    } catch {
      return repo.countRemovalAttempt(db, object);
    }
    return repo.forgetRemoval(db, object);
  };

  return {
    async remove(objects) {
      for (const object of objects) await removeOne(object);
    },
    async sweep() {
      await this.remove(await repo.listRemovals(db, BATCH));
    },
  };
}
