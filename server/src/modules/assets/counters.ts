import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import { prepareQuery, rowOf } from '../../db/prepared-query.ts';
import type { AssetCountersTable, AssetsTable, Tables } from '../../db/tables.ts';

/** What decides which counter an asset is counted in. */
type Kind = Pick<AssetsTable, 'content_type' | 'status' | 'is_public'>;
type Counted = Kind & Pick<AssetsTable, 'size'>;

/** Adds an asset to its counter (1) or takes it out (-1), in the transaction that changes the row. */
export const changeCounter = (trx: Transaction<Tables>, asset: Counted, by: 1 | -1): Promise<void> =>
  add(trx, asset, by, by * asset.size);

/** The same for several assets, each counter once. */
export async function changeCounters(trx: Transaction<Tables>, assets: readonly Counted[], by: 1 | -1): Promise<void> {
  const groups = Map.groupBy(assets, kindOf);
  // Private kinds first, as in `updateAsset`: two transactions must not wait for each other for ever.
  for (const kind of [...groups.keys()].sort()) {
    const group = groups.get(kind) ?? [];
    const bytes = group.reduce((sum, { size }) => sum + size, 0);
    const [first] = group;
    if (first) await add(trx, first, by * group.length, by * bytes);
  }
}

const kindOf = ({ is_public, content_type, status }: Kind): string => `${is_public} ${content_type} ${status}`;

async function add(
  trx: Transaction<Tables>,
  { content_type, status, is_public }: Kind,
  assets: number,
  bytes: number,
): Promise<void> {
  await addToCounter(trx, { content_type, status, is_public, assets, bytes });
}

const addToCounter = prepareQuery<AssetCountersTable>((db, value) =>
  db
    .insertInto('asset_counters')
    .values(rowOf(value, ['content_type', 'status', 'is_public', 'assets', 'bytes']))
    .onConflict((conflict) =>
      conflict.columns(['content_type', 'status', 'is_public']).doUpdateSet((e) => ({
        assets: e('asset_counters.assets', '+', e.ref('excluded.assets')),
        bytes: e('asset_counters.bytes', '+', e.ref('excluded.bytes')),
      })),
    ),
);

export const listCounters = (db: Db): Promise<AssetCountersTable[]> =>
  db.selectFrom('asset_counters').selectAll().where('assets', '>', 0).execute();
