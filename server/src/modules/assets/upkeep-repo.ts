import type { AliasedSelectQueryBuilder, Transaction } from 'kysely';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { ObjectPlace } from '../../storage/storages.ts';
import { OBJECT_COLUMNS, type RemovedObject } from './removals-repo.ts';
import { raiseRevision } from './revision.ts';

/** What a stored object is to its asset. */
export const OBJECT_ROLES = ['original', 'version', 'derivative'] as const;
export type ObjectRole = (typeof OBJECT_ROLES)[number];

/** An object that a row says is stored. */
export interface KeptObject extends RemovedObject {
  readonly asset_id: AssetId;
  readonly role: ObjectRole;
  readonly size: number;
  readonly checksum_sha256: string;
  readonly content_type: string;
}

const FACTS = [...OBJECT_COLUMNS, 'size', 'checksum_sha256', 'content_type'] as const;

type KeptRow = Omit<KeptObject, 'role'>;

/** The rows whose objects have a role, as one shape. */
function keptOf(db: Db, role: ObjectRole): AliasedSelectQueryBuilder<KeptRow, 'kept'> {
  switch (role) {
    case 'original':
      return db
        .selectFrom('assets')
        .select([...FACTS, 'id as asset_id'])
        .as('kept');
    case 'version':
      return db
        .selectFrom('asset_versions')
        .select([...FACTS, 'asset_id'])
        .as('kept');
    case 'derivative':
      return db
        .selectFrom('asset_derivatives')
        .select([...FACTS, 'asset_id'])
        .as('kept');
  }
}

/** Rows of a role in the order of their keys, behind `afterKey`. */
export async function listKept(db: Db, role: ObjectRole, afterKey: string, limit: number): Promise<KeptObject[]> {
  const rows = await db
    .selectFrom(keptOf(db, role))
    .selectAll()
    .where('storage_key', '>', afterKey)
    .orderBy('storage_key')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, role }));
}

/** The row that an object belongs to by now. */
export async function findKept(db: Db, storageKey: string): Promise<KeptObject | undefined> {
  for (const role of OBJECT_ROLES) {
    const row = await db
      .selectFrom(keptOf(db, role))
      .selectAll()
      .where('storage_key', '=', storageKey)
      .executeTakeFirst();
    if (row) return { ...row, role };
  }
  return undefined;
}

/** Rows of other objects with the same bytes. */
export async function listEqual(db: Db, object: KeptObject, limit: number): Promise<KeptObject[]> {
  const found: KeptObject[] = [];
  for (const role of OBJECT_ROLES) {
    const rows = await db
      .selectFrom(keptOf(db, role))
      .selectAll()
      .where('checksum_sha256', '=', object.checksum_sha256)
      .where('size', '=', object.size)
      .where('storage_key', '!=', object.storage_key)
      .limit(limit)
      .execute();
    found.push(...rows.map((row) => ({ ...row, role })));
  }
  return found.slice(0, limit);
}

/**
 * Of some keys those that the database knows, with the size that a row says; null for an object that is on its way in or
 * out. One statement, so that an object that changes from one table to another is never missed.
 */
export async function findKnownSizes(db: Db, keys: readonly string[]): Promise<Map<string, number | null>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectFrom('assets')
    .select((e) => ['storage_key', e.ref('size').$castTo<number | null>().as('size')])
    .where('storage_key', 'in', keys)
    .unionAll(
      db
        .selectFrom('asset_versions')
        .select((e) => ['storage_key', e.ref('size').$castTo<number | null>().as('size')])
        .where('storage_key', 'in', keys),
    )
    .unionAll(
      db
        .selectFrom('asset_derivatives')
        .select((e) => ['storage_key', e.ref('size').$castTo<number | null>().as('size')])
        .where('storage_key', 'in', keys),
    )
    .unionAll(
      db
        .selectFrom('object_removals')
        .select((e) => ['storage_key', e.cast<number | null>(e.val(null), 'bigint').as('size')])
        .where('storage_key', 'in', keys),
    )
    .execute();
  return new Map(rows.map(({ storage_key, size }) => [storage_key, size === null ? null : Number(size)]));
}

/** Every store that a row names. */
export async function listPlaces(db: Db): Promise<ObjectPlace[]> {
  return db
    .selectFrom('assets')
    .select(['storage_provider', 'storage_profile_id'])
    .union(db.selectFrom('asset_versions').select(['storage_provider', 'storage_profile_id']))
    .union(db.selectFrom('asset_derivatives').select(['storage_provider', 'storage_profile_id']))
    .union(db.selectFrom('object_removals').select(['storage_provider', 'storage_profile_id']))
    .execute();
}

/** Takes a derivative from its asset; returns its object, which is to be removed. Undefined when it is not there any more. */
export async function dropDerivative(trx: Transaction<Tables>, object: KeptObject): Promise<RemovedObject | undefined> {
  const dropped = await trx
    .deleteFrom('asset_derivatives')
    .where('asset_id', '=', object.asset_id)
    .where('storage_key', '=', object.storage_key)
    .returning(OBJECT_COLUMNS)
    .executeTakeFirst();
  if (!dropped) return undefined;
  await trx
    .updateTable('assets')
    .set({ thumbnail_key: null })
    .where('id', '=', object.asset_id)
    .where('thumbnail_key', '=', object.storage_key)
    .execute();
  await raiseRevision(trx);
  return dropped;
}
