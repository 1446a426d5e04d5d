import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '../src/db/database.ts';
import { createTestFolder } from './files.ts';

/** The database that the running project is about; see vitest.config.ts. `template` has all tables, and nobody uses it. */
export type ProvidedDatabase = { kind: 'sqlite' } | { kind: 'postgresql'; url: string; template: string };

declare module 'vitest' {
  interface ProvidedContext {
    database: ProvidedDatabase;
  }
}

export interface TestDatabase {
  readonly kind: ProvidedDatabase['kind'];
  /** Settings for a program on this database and on a fresh data folder. */
  readonly env: Readonly<Record<string, string>>;
  /** The data folder; SQLite's file is made in it. */
  readonly dataPath: string;
  /** Drops the database, cutting whoever still uses it, and removes the folder. */
  remove(): Promise<void>;
}

/** A fresh database of the kind under test, with all tables and nothing in them, and a fresh data folder. */
export const createTestDatabase = (): Promise<TestDatabase> => create({ withTables: true });

/** The same without tables, as a first start finds it. */
export const createEmptyTestDatabase = (): Promise<TestDatabase> => create({ withTables: false });

async function create({ withTables }: { withTables: boolean }): Promise<TestDatabase> {
  const provided = inject('database');
  const dataPath = await mkdtemp(join(tmpdir(), 'nekohub-test-'));
  const removeFolder = () => rm(dataPath, { recursive: true, force: true });
  const env = { Data__RootPath: dataPath, Persistence__Database__Provider: provided.kind };
  if (provided.kind === 'sqlite') {
    if (withTables) await writeFile(join(dataPath, 'nekohub.db'), await fileWithTables());
    return { kind: 'sqlite', env, dataPath, remove: removeFolder };
  }

  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copying files is quicker here than PostgreSQL's usual way through its log.
  const template = withTables ? ` TEMPLATE ${provided.template} STRATEGY FILE_COPY` : '';
  await administer(provided.url, `CREATE DATABASE ${name}${template}`);
  return {
    kind: 'postgresql',
    env: {
      ...env,
      Persistence__Database__ConnectionString: Object.assign(new URL(provided.url), { pathname: name }).href,
    },
    dataPath,
    async remove() {
      await administer(provided.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await removeFolder();
    },
  };
}

let sqliteFile: Promise<Buffer> | undefined;

/** The bytes of a SQLite database, made once in each process. */
const fileWithTables = (): Promise<Buffer> => {
  sqliteFile ??= (async () => {
    await using folder = await createTestFolder();
    const file = join(folder.path, 'nekohub.db');
    const db = await openDatabase({ provider: 'sqlite', file });
    // Whoever closes it last brings its log into the file.
    await db.destroy();
    return readFile(file);
  })();
  return sqliteFile;
};

let administrators: pg.Pool | undefined;

async function administer(url: string, statement: string): Promise<void> {
  if (!administrators) {
    administrators = new pg.Pool({ connectionString: url, max: 4, allowExitOnIdle: true });
    // The server may end before the connections that nobody uses.
    administrators.on('error', () => {});
  }
  await administrators.query(statement);
}
