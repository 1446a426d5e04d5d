import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';

/** The database that the running project is about; see vitest.config.ts. */
export type ProvidedDatabase = { kind: 'sqlite' } | { kind: 'postgresql'; url: string };

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

/** A fresh, empty database of the kind under test, with a fresh data folder. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const provided = inject('database');
  const dataPath = await mkdtemp(join(tmpdir(), 'nekohub-test-'));
  const removeFolder = () => rm(dataPath, { recursive: true, force: true });
  const env = { Data__RootPath: dataPath, Persistence__Database__Provider: provided.kind };
  if (provided.kind === 'sqlite') return { kind: 'sqlite', env, dataPath, remove: removeFolder };

  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(provided.url, `CREATE DATABASE ${name}`);
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

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
