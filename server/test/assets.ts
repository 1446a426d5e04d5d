import { type AssetId, newId } from '../src/core/ids.ts';
import type { Db } from '../src/db/database.ts';
import { searchTextOf } from '../src/db/search-text.ts';
import type { AssetDerivativesTable, SkillExecutionStepsTable, SkillExecutionsTable } from '../src/db/tables.ts';
import { type AssetRow, insertAsset, type NewAssetRow } from '../src/modules/assets/repo.ts';
import { newStorageKey } from '../src/storage/keys.ts';

/** What of a row matters to a test, the texts under their public names. */
export interface NewTestAsset extends Partial<NewAssetRow> {
  readonly fileName?: string | null;
  readonly description?: string | null;
  readonly altText?: string | null;
}

function testAssetRow({
  fileName = 'cat.png',
  description = null,
  altText = null,
  ...row
}: NewTestAsset = {}): NewAssetRow {
  return {
    id: newId<AssetId>(),
    type: 'image',
    status: 'ready',
    original_file_name: fileName,
    content_type: 'image/png',
    extension: '.png',
    size: 1000,
    width: 40,
    height: 30,
    frames: 1,
    checksum_sha256: 'a'.repeat(64),
    storage_provider: 'local',
    storage_profile_id: null,
    storage_key: newStorageKey(0, '.png'),
    is_public: 1,
    description,
    alt_text: altText,
    search_text: searchTextOf([fileName, description, altText]),
    created_at: 0,
    updated_at: 0,
    ...row,
  };
}

/** Puts assets into the database, all in one commit; there is no file behind them. */
export const addAssets = (db: Db, assets: readonly NewTestAsset[]): Promise<AssetRow[]> =>
  db.transaction().execute(async (trx) => {
    const rows: AssetRow[] = [];
    for (const asset of assets) rows.push(await insertAsset(trx, testAssetRow(asset)));
    return rows;
  });

export async function addDerivative(db: Db, assetId: string, row: Partial<AssetDerivativesTable> = {}) {
  const derivative: AssetDerivativesTable = {
    id: newId(),
    asset_id: assetId as AssetId,
    kind: 'thumbnail_256',
    content_type: 'image/png',
    extension: '.png',
    size: 10,
    width: 4,
    height: 3,
    checksum_sha256: 'b'.repeat(64),
    storage_provider: 'local',
    storage_profile_id: null,
    storage_key: newStorageKey(0, '.png'),
    created_at: 0,
    ...row,
  };
  await db.insertInto('asset_derivatives').values(derivative).execute();
  return derivative;
}

export async function addStructuredResult(db: Db, assetId: string, kind: string, createdAt: number): Promise<void> {
  const row = {
    id: newId(),
    asset_id: assetId as AssetId,
    kind,
    payload_json: '{"caption":"猫"}',
    created_at: createdAt,
  };
  await db.insertInto('asset_structured_results').values(row).execute();
}

export async function addExecution(
  db: Db,
  assetId: string,
  row: Partial<SkillExecutionsTable> = {},
  steps: readonly Partial<SkillExecutionStepsTable>[] = [],
): Promise<string> {
  const id = newId();
  const times = { started_at: 0, completed_at: 1 };
  const execution: SkillExecutionsTable = {
    id,
    asset_id: assetId as AssetId,
    skill_name: 'basic_image_enrich',
    trigger_source: 'upload',
    succeeded: 1,
    parameters_json: null,
    ...times,
    ...row,
  };
  await db.insertInto('skill_executions').values(execution).execute();
  for (const step of steps) {
    const done = { succeeded: 1 as const, error_code: null, error_message: null };
    const whole = { id: newId(), execution_id: id, step_name: 'thumbnail', ...done };
    await db
      .insertInto('skill_execution_steps')
      .values({ ...whole, ...times, ...step })
      .execute();
  }
  return id;
}
