import { toConfig } from '../../server/src/config/config.ts';
import { loadSettings } from '../../server/src/config/load.ts';
import { type AssetId, newId } from '../../server/src/core/ids.ts';
import { openDatabase } from '../../server/src/db/database.ts';
import { searchTextOf } from '../../server/src/db/search-text.ts';
import { insertAsset } from '../../server/src/modules/assets/repo.ts';

const PER_TRANSACTION = 1000;
const FIRST_INSTANT = Date.UTC(2026, 0, 1);

type NewRow = Parameters<typeof insertAsset>[1];

/**
 * Writes this many asset rows with the server's own code; there are no files behind them.
 * @param change what else than usual a row has, by its number
 */
export async function seedAssets(
  settings: Record<string, string>,
  count: number,
  change: (index: number) => Partial<NewRow> = () => ({}),
): Promise<void> {
  const db = await openDatabase(toConfig(loadSettings(settings, {})).database);
  for (let start = 0; start < count; start += PER_TRANSACTION) {
    await db.transaction().execute(async (trx) => {
      for (let index = start; index < Math.min(count, start + PER_TRANSACTION); index += 1) {
        await insertAsset(trx, { ...row(index), ...change(index) });
      }
    });
  }
  await db.destroy();
}

function row(index: number): NewRow {
  const name = `holiday picture ${index}.jpg`;
  const description = `A cat sits on a wall in the afternoon sun, number ${index}`;
  const at = FIRST_INSTANT + index * 1000;
  return {
    id: newId<AssetId>(),
    type: 'image',
    status: 'ready',
    original_file_name: name,
    content_type: index % 3 === 0 ? 'image/png' : 'image/jpeg',
    extension: '.jpg',
    size: 100_000 + index,
    width: 1920,
    height: 1080,
    frames: 1,
    checksum_sha256: index.toString(16).padStart(64, '0'),
    storage_provider: 'local',
    storage_profile_id: null,
    storage_key: `2026/01/01/${newId().replaceAll('-', '')}.jpg`,
    is_public: index % 2 === 0 ? 1 : 0,
    description,
    alt_text: null,
    search_text: searchTextOf([name, description, null]),
    created_at: at,
    updated_at: at,
  };
}
