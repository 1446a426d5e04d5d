import type { Db } from '../../db/database.ts';
import { prepareQuery, rowOf } from '../../db/prepared-query.ts';
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

/** Takes one object off the list. */
export async function forgetRemoval(db: Db, { storage_provider, storage_key }: RemovedObject): Promise<void> {
  await deleteRemoval(db, { storage_provider, storage_key });
}

const deleteRemoval = prepareQuery<RemovedObject>((db, value) =>
  db
    .deleteFrom('object_removals')
    .where('storage_provider', '=', value('storage_provider'))
    .where('storage_key', '=', value('storage_key')),
);

/** In one statement: that many objects are removed at once at most as are listed at once. */
export async function forgetRemovals(db: Db, objects: readonly RemovedObject[]): Promise<void> {
  await db
    .deleteFrom('object_removals')
    .where((e) => e.or(objects.map(({ storage_provider, storage_key }) => e.and({ storage_provider, storage_key }))))
    .execute();
}

export async function insertRemovals(db: Db, objects: readonly RemovedObject[], dueAt: number): Promise<void> {
  await db
    .insertInto('object_removals')
    .values(objects.map((object) => ({ ...object, due_at: dueAt, attempts: 0 })))
    .execute();
}

/** Puts one object on the list. */
export async function insertRemoval(db: Db, object: RemovedObject, dueAt: number): Promise<void> {
  await insertRow(db, { ...object, due_at: dueAt, attempts: 0 });
}

const insertRow = prepareQuery<ObjectRemovalsTable>((db, value) =>
  db.insertInto('object_removals').values(rowOf(value, ['storage_provider', 'storage_key', 'due_at', 'attempts'])),
);

export async function postponeRemoval(db: Db, object: RemovedObject, dueAt: number): Promise<void> {
  await db
    .updateTable('object_removals')
    .set((e) => ({ attempts: e('attempts', '+', 1), due_at: dueAt }))
    .where('storage_provider', '=', object.storage_provider)
    .where('storage_key', '=', object.storage_key)
    .execute();
}
