import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { AssetCountersTable, AssetsTable, Tables } from '../../db/tables.ts';

/** Adds an asset to its counter (1) or takes it out (-1), in the transaction that changes the row. */
export async function changeCounter(
  trx: Transaction<Tables>,
  asset: Pick<AssetsTable, 'content_type' | 'status' | 'is_public' | 'size'>,
  by: 1 | -1,
): Promise<void> {
  const { content_type, status, is_public } = asset;
  await trx
    .insertInto('asset_counters')
    .values({ content_type, status, is_public, assets: by, bytes: by * asset.size })
    .onConflict((conflict) =>
      conflict.columns(['content_type', 'status', 'is_public']).doUpdateSet((e) => ({
        assets: e('asset_counters.assets', '+', by),
        bytes: e('asset_counters.bytes', '+', by * asset.size),
      })),
    )
    .execute();
}

export const listCounters = (db: Db): Promise<AssetCountersTable[]> =>
  db.selectFrom('asset_counters').selectAll().where('assets', '>', 0).execute();
