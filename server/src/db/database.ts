import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { DatabaseConfig } from '../config/config.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { OperatorError } from '../core/operator-error.ts';
import { withAfterCommit } from './after-commit.ts';
import * as accounts from './migrations/0001-accounts.ts';
import * as assets from './migrations/0002-assets.ts';
import * as audit from './migrations/0003-audit.ts';
import * as sessions from './migrations/0004-sessions.ts';
import * as apiKeys from './migrations/0005-api-keys.ts';
import * as jobs from './migrations/0006-jobs.ts';
import * as aiProviders from './migrations/0007-ai-providers.ts';
import * as pictures from './migrations/0008-pictures.ts';
import * as versions from './migrations/0009-versions.ts';
import * as workflows from './migrations/0010-workflows.ts';
import * as storageProfiles from './migrations/0011-storage-profiles.ts';
import * as uploadTickets from './migrations/0014-upload-tickets.ts';
import * as stepCodes from './migrations/0015-step-codes.ts';
import * as removalReasons from './migrations/0016-removal-reasons.ts';
import * as encryptionProbe from './migrations/0017-encryption-probe.ts';
import * as assetsWithoutAltText from './migrations/0018-assets-without-alt-text.ts';
import * as listFilters from './migrations/0019-list-filters.ts';
import * as countersByStorage from './migrations/0020-counters-by-storage.ts';
import * as auditFilters from './migrations/0021-audit-filters.ts';
import { onceReachable } from './reaching.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** In the order in which they run; a landed one is never changed. */
const MIGRATIONS = {
  '0001-accounts': accounts,
  '0002-assets': assets,
  '0003-audit': audit,
  '0004-sessions': sessions,
  '0005-api-keys': apiKeys,
  '0006-jobs': jobs,
  '0007-ai-providers': aiProviders,
  '0008-pictures': pictures,
  '0009-versions': versions,
  '0010-workflows': workflows,
  '0011-storage-profiles': storageProfiles,
  '0014-upload-tickets': uploadTickets,
  '0015-step-codes': stepCodes,
  '0016-removal-reasons': removalReasons,
  '0017-encryption-probe': encryptionProbe,
  '0018-assets-without-alt-text': assetsWithoutAltText,
  '0019-list-filters': listFilters,
  '0020-counters-by-storage': countersByStorage,
  '0021-audit-filters': auditFilters,
};

export interface OpeningPorts {
  readonly clock?: Clock;
  readonly log?: { warn(fields: object, message: string): void };
}

/**
 * Opens the database, waiting for one that is still starting, and brings its tables up to date. Several processes may do
 * so at the same time.
 */
export async function openDatabase(
  config: DatabaseConfig,
  { clock = systemClock, log }: OpeningPorts = {},
): Promise<Db> {
  const db = new Kysely<Tables>({ dialect: withAfterCommit(await createDialect(config)) });
  try {
    await onceReachable(() => migrate(db), clock, log);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function migrate(db: Db): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
  if (!error) return;
  // Kysely's word for tables of which this program knows nothing.
  const isNewer = error instanceof Error && error.message.startsWith('corrupted migrations: ');
  throw isNewer ? new OperatorError('The database is of a newer NekoHub. Start that one, or restore a backup.') : error;
}

/** Reads next to nothing, waiting for no writer; rejects when the database does not answer. */
export async function pingDatabase(db: Db): Promise<void> {
  await db.selectNoFrom(sql<number>`1`.as('one')).execute();
}

async function createDialect(config: DatabaseConfig): Promise<Dialect> {
  if (config.provider === 'postgresql') {
    // Loaded when needed: a hub on SQLite never pays for the driver.
    const { createPostgresDialect } = await import('./postgres-dialect.ts');
    return createPostgresDialect(config);
  }
  mkdirSync(dirname(config.file), { recursive: true, mode: 0o700 });
  return createSqliteDialect(config.file);
}
