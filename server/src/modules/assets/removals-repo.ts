import type { Db } from '../../db/database.ts';
import type { ObjectRemovalsTable } from '../../db/tables.ts';

/** Names an object that is to be removed. */
export type RemovedObject = Pick<ObjectRemovalsTable, 'storage_provider' | 'storage_key'>;

/** Objects of a storage that are due for removal, those that failed least often first. */
export const listRemovals = (db: Db, provider: string, now: number, limit: number): Promise<RemovedObject[]> =>
  db
    .selectFrom('object_removals')
    .select(['storage_provider', 'storage_key'])
    .where('storage_provider', '=', provider)
    .where('due_at', '<=', now)
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

export async function insertRemoval(db: Db, object: RemovedObject, dueAt: number): Promise<void> {
  await db
    .insertInto('object_removals')
    .values({ ...object, due_at: dueAt, attempts: 0 })
    .execute();
}

export async function postponeRemoval(db: Db, object: RemovedObject, dueAt: number): Promise<void> {
  await db
    .updateTable('object_removals')
    .set((e) => ({ attempts: e('attempts', '+', 1), due_at: dueAt }))
    .where('storage_provider', '=', object.storage_provider)
    .where('storage_key', '=', object.storage_key)
    .execute();
}
