import { type Dialect, type DialectAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { SqliteDriver } from './sqlite-driver.ts';
import type { SqliteLog } from './sqlite-log.ts';

/** Kysely on the SQLite that Node carries. */
export function createSqliteDialect(file: string, log?: SqliteLog): Dialect {
  return {
    createDriver: () => new SqliteDriver(file, log),
    createAdapter: () => adapter,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** Migrations run in one IMMEDIATE transaction, which is the lock that keeps a second process out. */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  // There is one, but the driver itself keeps the turns.
  supportsMultipleConnections: true,
  supportsTransactionalDdl: true,
  supportsReturning: true,
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
};
