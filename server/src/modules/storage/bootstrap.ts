import type { Clock } from '../../core/clock.ts';
import { newId, type StorageProfileId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Audit } from '../audit/service.ts';
import type { SettingsStore } from './configured.ts';
import type { ProfileContents } from './contents.ts';
import * as repo from './repo.ts';

const NAMES = {
  local: ['local-default', 'Local Default Write Profile'],
  's3-compatible': ['s3-default', 'S3 Default Write Profile'],
} as const;

const MAX_SUFFIX = 999;

export interface BootstrapOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Pick<Audit, 'record'>;
  readonly contents: Pick<ProfileContents, 'columnsOf'>;
  readonly configured: SettingsStore;
}

/**
 * Makes the store of the settings the first default profile, once in the life of a hub: a default that somebody deletes
 * later does not come back. Of several processes that start together one does it.
 */
export async function bootstrapProfile({ db, clock, audit, contents, configured }: BootstrapOptions): Promise<void> {
  const { type } = configured;
  if (type !== 'local' && type !== 's3-compatible') return;
  if (await repo.isBootstrapped(db)) return;
  const [name, displayName] = NAMES[type];
  const id = newId<StorageProfileId>();
  const columns = contents.columnsOf(id, configured);
  await db.transaction().execute(async (trx) => {
    const now = clock.now();
    if (!(await repo.beginBootstrap(trx, now)) || (await repo.findDefaultProfile(trx))) return;
    const free = await freeName(trx, name);
    await repo.insertProfile(trx, {
      id,
      name: free,
      normalized_name: repo.normalizeName(free),
      display_name: displayName,
      provider_type: type,
      is_enabled: 1,
      is_default: 1,
      ...columns,
      revision: 1,
      created_at: now,
      updated_at: now,
    });
    const target = { kind: 'storageProfile', id, name: free } as const;
    const details = { providerType: type, isEnabled: true, isDefault: true };
    await audit.record(trx, 'system', { action: 'storage_profile.create', target, details });
  });
}

async function freeName(db: Db, name: string): Promise<string> {
  for (let n = 1; n <= MAX_SUFFIX; n += 1) {
    const candidate = n === 1 ? name : `${name}-${n}`;
    if (!(await repo.isNameTaken(db, candidate, null))) return candidate;
  }
  throw new Error(`There are too many profiles with the name ${name}.`);
}
