import { type Dialect, type DialectAdapter, type Driver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { SqliteConnection } from './sqlite-connection.ts';

/** Kysely on the SQLite that Node carries: one connection, taken in turns. */
export function createSqliteDialect(file: string): Dialect {
  return {
    createDriver: () => createDriver(file),
    createAdapter: () => adapter,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** Migrations run in one IMMEDIATE transaction, which is the lock that keeps a second process out. */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsMultipleConnections: false,
  supportsTransactionalDdl: true,
  supportsReturning: true,
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
};

function createDriver(file: string): Driver {
  let connection: SqliteConnection | undefined;
  let taken = false;
  const waiting: (() => void)[] = [];

  return {
    async init() {
      connection = new SqliteConnection(file);
    },
    async acquireConnection() {
      if (taken) await new Promise<void>((resolve) => waiting.push(resolve));
      taken = true;
      if (!connection) throw new Error('The database is closed.');
      return connection;
    },
    async releaseConnection() {
      const next = waiting.shift();
      if (next) next();
      else taken = false;
    },
    // IMMEDIATE takes the write lock at once: a transaction never fails half-way because another process wrote.
    async beginTransaction() {
      connection?.exec('BEGIN IMMEDIATE');
    },
    async commitTransaction() {
      connection?.exec('COMMIT');
    },
    async rollbackTransaction() {
      connection?.exec('ROLLBACK');
    },
    async destroy() {
      connection?.close();
      connection = undefined;
    },
  };
}
