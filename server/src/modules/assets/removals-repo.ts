import type { ExpressionBuilder } from 'kysely';
import type { Db } from '../../db/database.ts';
import { prepareQuery } from '../../db/prepared-query.ts';
import type { ObjectRemovalsTable, Tables } from '../../db/tables.ts';
import type { ObjectPlace } from '../../storage/storages.ts';

/** In one statement: no database takes any number of values. */
const MAX_ROWS_AT_ONCE = 500;

export const OBJECT_COLUMNS = ['storage_provider', 'storage_profile_id', 'storage_key'] as const;

/** Names an object that is to be removed, and the store that it is in. */
export type RemovedObject = Pick<ObjectRemovalsTable, (typeof OBJECT_COLUMNS)[number]>;

/** What names the object of a row that has one. */
export const objectOf = ({ storage_provider, storage_profile_id, storage_key }: RemovedObject): RemovedObject => ({
  storage_provider,
  storage_profile_id,
  storage_key,
});

/** The stores from which something is due for removal. */
export const listRemovalPlaces = (db: Db, now: number): Promise<ObjectPlace[]> =>
  db
    .selectFrom('object_removals')
    .select(['storage_provider', 'storage_profile_id'])
    .distinct()
    .where('due_at', '<=', now)
    .execute();

const dueIn = (db: Db, { storage_provider, storage_profile_id }: ObjectPlace, now: number) =>
  db
    .selectFrom('object_removals')
    .where('storage_provider', '=', storage_provider)
    .where('storage_profile_id', 'is not distinct from', storage_profile_id)
    .where('due_at', '<=', now);

export type DueRemoval = RemovedObject & Pick<ObjectRemovalsTable, 'commit_message'>;

/** Objects of a store that are due for removal, those that failed least often first. */
export const listRemovals = (db: Db, place: ObjectPlace, now: number, limit: number): Promise<DueRemoval[]> =>
  dueIn(db, place, now)
    .select([...OBJECT_COLUMNS, 'commit_message'])
    .orderBy('attempts')
    .limit(limit)
    .execute();

export const hasRemovals = async (db: Db, place: ObjectPlace, now: number): Promise<boolean> =>
  (await dueIn(db, place, now).select('storage_key').limit(1).executeTakeFirst()) !== undefined;

/** Keys are unique in all stores together; the provider's name is there for the table's index. */
type ObjectName = Pick<RemovedObject, 'storage_provider' | 'storage_key'>;

/** Takes one object off the list. */
export async function forgetRemoval(db: Db, { storage_provider, storage_key }: ObjectName): Promise<void> {
  await deleteRemoval(db, { storage_provider, storage_key });
}

const deleteRemoval = prepareQuery<ObjectName>((db, value) =>
  db
    .deleteFrom('object_removals')
    .where('storage_provider', '=', value('storage_provider'))
    .where('storage_key', '=', value('storage_key')),
);

const anyOf = (e: ExpressionBuilder<Tables, 'object_removals'>, objects: readonly ObjectName[]) =>
  e.or(objects.map(({ storage_provider, storage_key }) => e.and({ storage_provider, storage_key })));

/** In one statement: that many objects are removed at once at most as are listed at once. */
export async function forgetRemovals(db: Db, objects: readonly ObjectName[]): Promise<void> {
  await db
    .deleteFrom('object_removals')
    .where((e) => anyOf(e, objects))
    .execute();
}

/** Has noted objects removed from `dueAt` on; returns the stores of those that were still noted. */
export const makeDue = (db: Db, objects: readonly ObjectName[], dueAt: number): Promise<ObjectPlace[]> =>
  db
    .updateTable('object_removals')
    .set({ due_at: dueAt })
    .where((e) => anyOf(e, objects))
    .returning(['storage_provider', 'storage_profile_id'])
    .execute();

export async function insertRemovals(
  db: Db,
  objects: readonly RemovedObject[],
  dueAt: number,
  commitMessage: string | null = null,
): Promise<void> {
  const rows = objects.map((object) => ({ ...object, due_at: dueAt, attempts: 0, commit_message: commitMessage }));
  for (let start = 0; start < rows.length; start += MAX_ROWS_AT_ONCE) {
    await db
      .insertInto('object_removals')
      .values(rows.slice(start, start + MAX_ROWS_AT_ONCE))
      .execute();
  }
}

export async function postponeRemoval(db: Db, object: ObjectName, dueAt: number): Promise<void> {
  await db
    .updateTable('object_removals')
    .set((e) => ({ attempts: e('attempts', '+', 1), due_at: dueAt }))
    .where('storage_provider', '=', object.storage_provider)
    .where('storage_key', '=', object.storage_key)
    .execute();
}
