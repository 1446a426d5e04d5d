import type { Transaction } from 'kysely';
import type { StorageProfileId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { holding } from '../../db/dialects.ts';
import type { StorageProfilesTable, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type ProfileRow = StorageProfilesTable;

/** Names are compared in upper case, as those of users are. */
export const normalizeName = (name: string): string => name.toUpperCase();

export const listProfiles = (db: Db, limit: number): Promise<ProfileRow[]> =>
  db.selectFrom('storage_profiles').selectAll().orderBy('id').limit(limit).execute();

export const findProfile = (db: Db, id: StorageProfileId): Promise<ProfileRow | undefined> =>
  db.selectFrom('storage_profiles').selectAll().where('id', '=', id).executeTakeFirst();

/** The same, and nobody changes it before the transaction ends. */
export const holdProfile = (trx: Db, id: StorageProfileId): Promise<ProfileRow | undefined> =>
  holding(trx, trx.selectFrom('storage_profiles').selectAll().where('id', '=', id)).executeTakeFirst();

export const findDefaultProfile = (db: Db): Promise<ProfileRow | undefined> =>
  db.selectFrom('storage_profiles').selectAll().where('is_default', '=', 1).executeTakeFirst();

export async function countProfiles(trx: Trx): Promise<number> {
  const { total } = await trx
    .selectFrom('storage_profiles')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function isNameTaken(db: Db, name: string, but: StorageProfileId | null): Promise<boolean> {
  const row = await db
    .selectFrom('storage_profiles')
    .select('id')
    .where('normalized_name', '=', normalizeName(name))
    .executeTakeFirst();
  return row !== undefined && row.id !== but;
}

/** Nothing is the default any more. */
export async function clearDefault(trx: Trx, now: number): Promise<void> {
  await trx
    .updateTable('storage_profiles')
    .set((e) => ({ is_default: 0, revision: e('revision', '+', 1), updated_at: now }))
    .where('is_default', '=', 1)
    .execute();
}

export async function insertProfile(trx: Trx, row: ProfileRow): Promise<void> {
  await trx.insertInto('storage_profiles').values(row).execute();
}

/** Replaces a row that nobody has changed since it was read; undefined when somebody has. */
export const updateProfile = (trx: Trx, { id, ...values }: ProfileRow): Promise<ProfileRow | undefined> =>
  trx
    .updateTable('storage_profiles')
    .set({ ...values, revision: values.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', values.revision)
    .returningAll()
    .executeTakeFirst();

/** The database refuses it while anything refers to the row. */
export async function deleteProfile(trx: Trx, id: StorageProfileId): Promise<void> {
  await trx.deleteFrom('storage_profiles').where('id', '=', id).execute();
}

const KEEPERS = ['assets', 'asset_derivatives', 'asset_versions'] as const;

/** Whether any object is known to be in a store, or may be about to come into it. */
export async function hasObjects(trx: Trx, id: StorageProfileId, now: number): Promise<boolean> {
  const expected = await trx
    .selectFrom('object_removals')
    .select('storage_key')
    .where('storage_profile_id', '=', id)
    .where('due_at', '>', now)
    .where('attempts', '=', 0)
    .limit(1)
    .executeTakeFirst();
  if (expected) return true;
  for (const table of KEEPERS) {
    const row = await trx
      .selectFrom(table)
      .select('storage_key')
      .where('storage_profile_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

/** Whether objects are still to be removed from a store. */
export async function hasRemovals(trx: Trx, id: StorageProfileId): Promise<boolean> {
  const row = await trx
    .selectFrom('object_removals')
    .select('storage_key')
    .where('storage_profile_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function forgetRemovals(trx: Trx, id: StorageProfileId): Promise<void> {
  await trx.deleteFrom('object_removals').where('storage_profile_id', '=', id).execute();
}

/** Whether anything is in a store that not everybody may read: private pictures, or former originals of any. */
export async function hasPrivateObjects(db: Db, id: StorageProfileId): Promise<boolean> {
  const asset = await db
    .selectFrom('assets')
    .select('id')
    .where('storage_profile_id', '=', id)
    .where('is_public', '=', 0)
    .limit(1)
    .executeTakeFirst();
  if (asset) return true;
  const version = await db
    .selectFrom('asset_versions')
    .select('storage_key')
    .where('storage_profile_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return version !== undefined;
}

export async function isBootstrapped(db: Db): Promise<boolean> {
  return (await db.selectFrom('storage_bootstrap').select('id').executeTakeFirst()) !== undefined;
}

/** Whether this call is the first one ever to say so. */
export async function beginBootstrap(trx: Trx, at: number): Promise<boolean> {
  const rows = await trx
    .insertInto('storage_bootstrap')
    .values({ id: 1, at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return rows.length > 0;
}
