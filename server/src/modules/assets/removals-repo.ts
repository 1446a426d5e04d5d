import type { Db } from '../../db/database.ts';
import type { RemovedObject } from './repo.ts';

/** Objects still to be removed, those that failed least often first. */
export const listRemovals = (db: Db, limit: number): Promise<RemovedObject[]> =>
  db
    .selectFrom('object_removals')
    .select(['storage_provider', 'storage_key'])
    .orderBy('attempts')
    .limit(limit)
    .execute();

export async function forgetRemoval(db: Db, object: RemovedObject): Promise<void> {
  await db
    .deleteFrom('object_removals')
    .where('storage_provider', '=', object.storage_provider)
    .where('storage_key', '=', object.storage_key)
    .execute();
}

export async function countRemovalAttempt(db: Db, object: RemovedObject): Promise<void> {
  await db
    .updateTable('object_removals')
    .set((e) => ({ attempts: e('attempts', '+', 1) }))
    .where('storage_provider', '=', object.storage_provider)
    .where('storage_key', '=', object.storage_key)
    .execute();
}
