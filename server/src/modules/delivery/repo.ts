import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { ObjectPlace } from '../../storage/storages.ts';

const COLUMNS = [
  'storage_provider',
  'storage_profile_id',
  'storage_key',
  'content_type',
  'size',
  'checksum_sha256',
  'original_file_name',
  'is_public',
] as const;

/** What is needed to send a stored object, and to decide whether it may be sent. */
export interface ObjectRow extends ObjectPlace {
  storage_key: string;
  content_type: string;
  size: number;
  checksum_sha256: string;
  original_file_name: string | null;
  /** Changes when there is another object under the same address. */
  modified_at: number;
  is_public: 0 | 1;
}

export const findAssetObject = (db: Db, id: AssetId): Promise<ObjectRow | undefined> =>
  db
    .selectFrom('assets')
    .select([...COLUMNS, 'updated_at as modified_at'])
    .where('id', '=', id)
    .executeTakeFirst();

export const findDerivativeObject = (db: Db, id: AssetId, kind: string): Promise<ObjectRow | undefined> =>
  derivatives(db).where('derivative.asset_id', '=', id).where('derivative.kind', '=', kind).executeTakeFirst();

/** A former original. It counts as private whatever the asset is: only what is the original now was made public. */
export async function findVersionObject(db: Db, id: AssetId, number: number): Promise<ObjectRow | undefined> {
  const row = await db
    .selectFrom('asset_versions as version')
    .innerJoin('assets', 'assets.id', 'version.asset_id')
    .select([
      'version.storage_provider',
      'version.storage_profile_id',
      'version.storage_key',
      'version.content_type',
      'version.size',
      'version.checksum_sha256',
      'assets.original_file_name',
      'assets.created_at as modified_at',
    ])
    .where('version.asset_id', '=', id)
    .where('version.number', '=', number)
    .executeTakeFirst();
  return row && { ...row, is_public: 0 };
}

/** The object of a public, ready asset, or a derivative of one, by its storage key. */
export async function findPublicObject(db: Db, storageKey: string): Promise<ObjectRow | undefined> {
  const original = await db
    .selectFrom('assets')
    .select([...COLUMNS, 'created_at as modified_at'])
    .where('storage_key', '=', storageKey)
    .where('is_public', '=', 1)
    .where('status', '=', 'ready')
    .executeTakeFirst();
  return original ?? findPublicDerivative(db, storageKey);
}

const findPublicDerivative = (db: Db, storageKey: string): Promise<ObjectRow | undefined> =>
  derivatives(db)
    .where('derivative.storage_key', '=', storageKey)
    .where('assets.is_public', '=', 1)
    .where('assets.status', '=', 'ready')
    .executeTakeFirst();

const derivatives = (db: Db) =>
  db
    .selectFrom('asset_derivatives as derivative')
    .innerJoin('assets', 'assets.id', 'derivative.asset_id')
    .select([
      'derivative.storage_provider',
      'derivative.storage_profile_id',
      'derivative.storage_key',
      'derivative.content_type',
      'derivative.size',
      'derivative.checksum_sha256',
      'assets.original_file_name',
      'derivative.created_at as modified_at',
      'assets.is_public',
    ]);
