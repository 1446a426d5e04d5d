import type { Selectable, Transaction } from 'kysely';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { indexAsset, reindexAsset, unindexAsset } from '../../db/dialects.ts';
import { prepareQuery, rowOf } from '../../db/prepared-query.ts';
import type { AssetStructuredResultsTable, AssetsTable, JobsTable, Tables } from '../../db/tables.ts';
import { countIn, countOut, recountAsset } from './counters.ts';
import { forgetRemoval, OBJECT_COLUMNS, objectOf, type RemovedObject } from './removals-repo.ts';
import { raiseRevision } from './revision.ts';

type Trx = Transaction<Tables>;
export type AssetRow = Selectable<AssetsTable>;
export type NewAssetRow = Pick<AssetRow, (typeof NEW_COLUMNS)[number]>;
export type StructuredResultRow = AssetStructuredResultsTable;
export type DeletedAssets = { readonly rows: readonly AssetRow[]; readonly objects: readonly RemovedObject[] };
/** What of a job is shown with its asset. */
export type ProcessingRow = Pick<JobsTable, 'id' | 'status' | 'progress' | 'step' | 'error_code' | 'error_message'>;

/** What an asset has when it is made; its looks come later. */
const NEW_COLUMNS = [
  'id',
  'type',
  'status',
  'original_file_name',
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
  'is_public',
  'description',
  'alt_text',
  'search_text',
  'created_at',
  'updated_at',
] as const satisfies (keyof AssetsTable)[];

/** All of {@link AssetRow}, by name: a table may have columns for its search index that are large and no use here. */
const ASSET_COLUMNS = ['seq', ...NEW_COLUMNS, 'thumbhash', 'dominant_color', 'thumbnail_key'] as const;

/** Columns of a list item; a list reads no more than it shows. */
export const ITEM_COLUMNS = [
  'id',
  'type',
  'status',
  'original_file_name',
  'content_type',
  'size',
  'width',
  'height',
  'storage_provider',
  'storage_profile_id',
  'storage_key',
  'is_public',
  'thumbhash',
  'dominant_color',
  'thumbnail_key',
  'created_at',
  'updated_at',
] as const satisfies (keyof AssetsTable)[];

export const PUBLIC_ITEM_COLUMNS = [
  'id',
  'type',
  'original_file_name',
  'content_type',
  'size',
  'width',
  'height',
  'storage_provider',
  'storage_profile_id',
  'storage_key',
  'description',
  'alt_text',
  'thumbhash',
  'dominant_color',
  'thumbnail_key',
  'created_at',
  'updated_at',
] as const satisfies (keyof AssetsTable)[];

/** What is told of a match: the texts, and what is needed to choose among pictures. */
export const MATCH_COLUMNS = [
  'id',
  'original_file_name',
  'content_type',
  'size',
  'width',
  'height',
  'storage_provider',
  'storage_profile_id',
  'storage_key',
  'is_public',
  'description',
  'alt_text',
  'created_at',
] as const satisfies (keyof AssetsTable)[];

export type MatchRow = Pick<AssetRow, (typeof MATCH_COLUMNS)[number]>;
export type ItemRow = Pick<AssetRow, (typeof ITEM_COLUMNS)[number]>;
export type PublicItemRow = Pick<AssetRow, (typeof PUBLIC_ITEM_COLUMNS)[number]>;

/**
 * Writes the row, its place in the search index and its share of the counters, and takes back the note that its object
 * is to be removed.
 */
export async function insertAsset(trx: Trx, asset: NewAssetRow): Promise<AssetRow> {
  await forgetRemoval(trx, asset);
  const [row] = (await insertRow(trx, asset)).rows;
  if (!row) throw new Error('The database did not give the new row back.');
  await indexAsset(trx, row.seq, row.search_text);
  await countIn(trx, row);
  await raiseRevision(trx);
  return row;
}

const insertRow = prepareQuery<NewAssetRow, AssetRow>((db, value) =>
  db.insertInto('assets').values(rowOf(value, NEW_COLUMNS)).returning(ASSET_COLUMNS),
);

export const findAsset = (db: Db, id: AssetId): Promise<AssetRow | undefined> =>
  db.selectFrom('assets').select(ASSET_COLUMNS).where('id', '=', id).executeTakeFirst();

/** Replaces what people may edit. Index and counters follow. */
export async function updateAsset(
  trx: Trx,
  before: AssetRow,
  change: Pick<
    AssetRow,
    'original_file_name' | 'description' | 'alt_text' | 'is_public' | 'search_text' | 'updated_at'
  >,
): Promise<AssetRow | undefined> {
  const row = await trx
    .updateTable('assets')
    .set(change)
    .where('id', '=', before.id)
    .returning(ASSET_COLUMNS)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.search_text !== before.search_text) await reindexAsset(trx, row.seq, row.search_text);
  if (row.is_public !== before.is_public) await recountAsset(trx, before, row);
  await raiseRevision(trx);
  return row;
}

/** Reads a row and keeps others from changing it until the transaction ends. */
export const lockAsset = (trx: Trx, id: AssetId): Promise<AssetRow | undefined> =>
  // An update that changes nothing is the one row lock that both databases know.
  trx
    .updateTable('assets')
    .set((e) => ({ id: e.ref('id') }))
    .where('id', '=', id)
    .returning(ASSET_COLUMNS)
    .executeTakeFirst();

/**
 * Removes rows and tells which objects they had, which are to be removed with the same transaction. Ids that are no assets are passed over.
 * Locks are taken in one order everywhere (assets by id, counters, the revision), so that no two transactions wait for
 * each other for ever.
 */
export async function deleteAssets(trx: Trx, ids: readonly AssetId[]): Promise<DeletedAssets> {
  const rows: AssetRow[] = [];
  for (const id of ids.toSorted()) {
    // Work on the picture that is about to add a file has to come before or after.
    const row = await lockAsset(trx, id);
    if (row) rows.push(row);
  }
  if (rows.length === 0) return { rows, objects: [] };
  const found = rows.map(({ id }) => id);
  const derivatives = await listObjects(trx, 'asset_derivatives', found);
  const versions = await listObjects(trx, 'asset_versions', found);
  const objects = [...rows, ...derivatives, ...versions].map(objectOf);
  await trx.deleteFrom('assets').where('id', 'in', found).execute();
  for (const row of rows) await unindexAsset(trx, row.seq);
  await countOut(trx, rows);
  await raiseRevision(trx);
  return { rows, objects };
}

const listObjects = (
  trx: Trx,
  table: 'asset_derivatives' | 'asset_versions',
  ids: readonly AssetId[],
): Promise<RemovedObject[]> => trx.selectFrom(table).select(OBJECT_COLUMNS).where('asset_id', 'in', ids).execute();

export const listStructuredResults = (db: Db, id: AssetId): Promise<StructuredResultRow[]> =>
  db
    .selectFrom('asset_structured_results')
    .selectAll()
    .where('asset_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** Takes the place of a former result of its kind. */
export async function saveStructuredResult(trx: Trx, row: StructuredResultRow): Promise<void> {
  await trx
    .insertInto('asset_structured_results')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['asset_id', 'kind']).doUpdateSet((e) => ({
        payload_json: e.ref('excluded.payload_json'),
        created_at: e.ref('excluded.created_at'),
      })),
    )
    .execute();
}

/** The job about an asset that is not done yet, else the latest; undefined when none is remembered. */
export const findProcessing = (db: Db, id: AssetId): Promise<ProcessingRow | undefined> =>
  db
    .selectFrom('jobs')
    .select(['id', 'status', 'progress', 'step', 'error_code', 'error_message'])
    .where('asset_id', '=', id)
    .orderBy((e) => e.case().when('status', 'in', ['queued', 'running']).then(0).else(1).end())
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The oldest ready asset with these bytes. */
export const findByChecksum = (db: Db, checksum: string): Promise<MatchRow | undefined> =>
  db
    .selectFrom('assets')
    .select(MATCH_COLUMNS)
    .where('checksum_sha256', '=', checksum)
    .where('status', '=', 'ready')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
