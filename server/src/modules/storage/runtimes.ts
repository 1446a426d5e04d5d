import type { Db } from '../../db/database.ts';
import type { StorageProfile } from '../../storage/storages.ts';
import type { ProfileContents } from './contents.ts';
import { listProfiles } from './repo.ts';

const ALL = 1000;

/** The stores of the database, as they are right now. */
export async function loadProfiles(db: Db, contents: Pick<ProfileContents, 'runtimeOf'>): Promise<StorageProfile[]> {
  const rows = await listProfiles(db, ALL);
  return rows.map((row) => ({
    id: row.id,
    revision: Number(row.revision),
    isEnabled: row.is_enabled === 1,
    isDefault: row.is_default === 1,
    runtime: contents.runtimeOf(row),
  }));
}
