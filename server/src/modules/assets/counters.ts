import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import { prepareQuery, rowOf } from '../../db/prepared-query.ts';
import type { AssetCountersTable, AssetsTable, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
/** What decides which counter an asset is counted in. */
type Kind = Pick<AssetsTable, 'content_type' | 'status' | 'is_public' | 'storage_provider' | 'storage_profile_id'>;
type Counted = Kind & Pick<AssetsTable, 'size'>;

const KIND_COLUMNS = ['content_type', 'status', 'is_public', 'storage_provider', 'storage_profile_id'] as const;

/** Counts a new asset, in the transaction that writes its row. */
export const countIn = (trx: Trx, asset: Counted): Promise<void> => add(trx, asset, 1, asset.size);

/** Counts assets out that go, each counter once. */
export async function countOut(trx: Trx, assets: readonly Counted[]): Promise<void> {
  const groups = Map.groupBy(assets, placeOf);
  for (const place of [...groups.keys()].sort()) {
    const group = groups.get(place) ?? [];
    const bytes = group.reduce((sum, { size }) => sum + size, 0);
    const [first] = group;
    if (first) await add(trx, first, -group.length, -bytes);
  }
}

/** Counts an asset where it belongs after a change. */
export async function recountAsset(trx: Trx, before: Counted, after: Counted): Promise<void> {
  const leave = () => add(trx, before, -1, -before.size);
  const enter = () => add(trx, after, 1, after.size);
  for (const change of placeOf(before) < placeOf(after) ? [leave, enter] : [enter, leave]) await change();
}

/** Counters are changed in this order everywhere: two transactions must not wait for each other for ever. */
const placeOf = (kind: Kind): string =>
  `${kind.is_public} ${kind.content_type} ${kind.status} ${kind.storage_provider} ${kind.storage_profile_id}`;

const add = async (trx: Trx, kind: Kind, assets: number, bytes: number): Promise<void> => {
  const { content_type, status, is_public, storage_provider } = kind;
  const storage_profile_id = kind.storage_profile_id ?? '';
  await addToCounter(trx, { content_type, status, is_public, storage_provider, storage_profile_id, assets, bytes });
};

const addToCounter = prepareQuery<AssetCountersTable>((db, value) =>
  db
    .insertInto('asset_counters')
    .values(rowOf(value, [...KIND_COLUMNS, 'assets', 'bytes']))
    .onConflict((conflict) =>
      conflict.columns(KIND_COLUMNS).doUpdateSet((e) => ({
        assets: e('asset_counters.assets', '+', e.ref('excluded.assets')),
        bytes: e('asset_counters.bytes', '+', e.ref('excluded.bytes')),
      })),
    ),
);

export const listCounters = (db: Db): Promise<AssetCountersTable[]> =>
  db.selectFrom('asset_counters').selectAll().where('assets', '>', 0).execute();
