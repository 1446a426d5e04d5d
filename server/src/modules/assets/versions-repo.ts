import type { Selectable, Transaction } from 'kysely';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { reindexAsset } from '../../db/dialects.ts';
import type { AssetsTable, AssetVersionsTable, Tables } from '../../db/tables.ts';
import { recountAsset } from './counters.ts';
import { OBJECT_COLUMNS, type RemovedObject } from './removals-repo.ts';
import { raiseRevision } from './revision.ts';

type Trx = Transaction<Tables>;
export type VersionRow = AssetVersionsTable;

/** What belongs to the file of a picture, whether it is the original or was it once. */
export const FILE_COLUMNS = [
  'content_type',
  'extension',
  'size',
  'width',
  'height',
  'frames',
  'checksum_sha256',
  'storage_provider',
  'storage_profile_id',
  'storage_key',
] as const satisfies (keyof AssetsTable & keyof AssetVersionsTable)[];

export type FileColumns = Pick<AssetsTable, (typeof FILE_COLUMNS)[number]>;

/** The one that was replaced last comes first. */
export const listVersions = (db: Db, id: AssetId): Promise<VersionRow[]> =>
  db.selectFrom('asset_versions').selectAll().where('asset_id', '=', id).orderBy('number', 'desc').execute();

/** The asset must be locked. */
export const takeVersion = (trx: Trx, id: AssetId, number: number): Promise<VersionRow | undefined> =>
  trx
    .deleteFrom('asset_versions')
    .where('asset_id', '=', id)
    .where('number', '=', number)
    .returningAll()
    .executeTakeFirst();

/** The asset must be locked. */
export async function insertVersion(trx: Trx, version: Omit<VersionRow, 'number'>): Promise<void> {
  const { latest } = await trx
    .selectFrom('asset_versions')
    .select((e) => e.fn.max<number | null>('number').as('latest'))
    .where('asset_id', '=', version.asset_id)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('asset_versions')
    .values({ ...version, number: Number(latest ?? 0) + 1 })
    .execute();
}

/** Drops all versions but the last `keep`; returns their objects. The asset must be locked. */
export async function dropVersions(trx: Trx, id: AssetId, keep: number): Promise<RemovedObject[]> {
  const tooMany = (await listVersions(trx, id)).slice(keep);
  if (tooMany.length > 0) {
    await trx
      .deleteFrom('asset_versions')
      .where('asset_id', '=', id)
      .where('number', '<=', tooMany[0]?.number ?? 0)
      .execute();
  }
  return tooMany;
}

/** Takes an asset's derivatives away, which show what it was before; returns their objects. The asset must be locked. */
export const dropDerivatives = (trx: Trx, id: AssetId): Promise<RemovedObject[]> =>
  trx.deleteFrom('asset_derivatives').where('asset_id', '=', id).returning(OBJECT_COLUMNS).execute();

/** Gives a locked asset another file, and the name that goes with it. Index and counters follow. */
export async function updateFile(
  trx: Trx,
  before: Selectable<AssetsTable>,
  file: FileColumns & Pick<AssetsTable, 'original_file_name' | 'search_text'>,
  now: number,
): Promise<void> {
  const updatedAt = Math.max(now, before.updated_at + 1);
  await trx
    .updateTable('assets')
    .set({ ...file, thumbnail_key: null, updated_at: updatedAt })
    .where('id', '=', before.id)
    .execute();
  if (file.search_text !== before.search_text) await reindexAsset(trx, before.seq, file.search_text);
  await recountAsset(trx, before, { ...before, ...file });
  await raiseRevision(trx);
}
