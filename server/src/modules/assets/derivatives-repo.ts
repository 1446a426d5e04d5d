import type { Transaction } from 'kysely';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { AssetDerivativesTable, AssetsTable, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type DerivativeRow = AssetDerivativesTable;

/** The first one made comes first. */
export const listDerivatives = (db: Db, id: AssetId): Promise<DerivativeRow[]> =>
  db
    .selectFrom('asset_derivatives')
    .selectAll()
    .where('asset_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** What a page needs to let the browser choose among the sizes of a picture. */
export type PreviewRow = Pick<
  AssetDerivativesTable,
  'asset_id' | 'width' | 'height' | 'storage_provider' | 'storage_profile_id' | 'storage_key'
>;

/** The copies of these kinds that each of the assets has, the narrowest first. */
export async function listPreviews(
  db: Db,
  ids: readonly AssetId[],
  kinds: readonly string[],
): Promise<Map<AssetId, PreviewRow[]>> {
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('asset_derivatives')
          .select(['asset_id', 'width', 'height', 'storage_provider', 'storage_profile_id', 'storage_key'])
          .where('asset_id', 'in', ids)
          .where('kind', 'in', kinds)
          .orderBy('width')
          .orderBy('id')
          .execute();
  return Map.groupBy(rows, (row) => row.asset_id);
}

/** Adds the kinds that an asset does not have yet; returns the storage keys of those. */
export async function insertDerivatives(trx: Trx, rows: readonly DerivativeRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const inserted = await trx
    .insertInto('asset_derivatives')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['asset_id', 'kind']).doNothing())
    .returning('storage_key')
    .execute();
  return inserted.map(({ storage_key }) => storage_key);
}

/** What lists show of a picture; its thumbnail is the derivative of the kind `thumbnail`, if there is one. */
export async function updateLooks(
  trx: Trx,
  id: AssetId,
  looks: Pick<AssetsTable, 'thumbhash' | 'dominant_color'>,
  thumbnail: string,
): Promise<void> {
  await trx
    .updateTable('assets')
    .set((e) => ({
      ...looks,
      thumbnail_key: e
        .selectFrom('asset_derivatives')
        .select('storage_key')
        .where('asset_id', '=', id)
        .where('kind', '=', thumbnail),
    }))
    .where('id', '=', id)
    .execute();
}
