import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { createTestDatabase } from '../../test/database.ts';
import { toConfig } from '../config/config.ts';
import { loadSettings } from '../config/load.ts';
import { openDatabase, pingDatabase } from './database.ts';
import { isUniqueViolation } from './dialects.ts';

test('opening an existing database changes nothing', async () => {
  const database = await createTestDatabase();
  const config = toConfig(loadSettings(database.env, {})).database;
  try {
    const tablesOf = async () => {
      const db = await openDatabase(config);
      try {
        return await db.introspection.getTables({ withInternalKyselyTables: true });
      } finally {
        await db.destroy();
      }
    };
    const first = await tablesOf();
    expect(first.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['users', 'sessions', 'refresh_tokens', 'assets']),
    );
    expect(await tablesOf()).toEqual(first);
  } finally {
    await database.remove();
  }
});

test('refuses a second superAdmin, a role that there is not, and orphans', async () => {
  await using hub = await startTestApp();
  const row = { password_hash: 'x', is_active: 1, created_at: 0, updated_at: 0, last_login_at: null } as const;
  const insert = (id: string, role: string) =>
    sql`insert into users (id, username, normalized_username, password_hash, role, is_active, created_at, updated_at)
      values (${id}, ${id}, ${id}, ${row.password_hash}, ${role}, 1, 0, 0)`.execute(hub.db);
  const refusal = await insert('second', 'superAdmin').catch((error: unknown) => error);
  expect(isUniqueViolation(refusal)).toBe(true);
  await expect(insert('third', 'owner')).rejects.toThrow();
  await expect(insert('fourth', 'user')).resolves.toBeDefined();
  const orphan = sql`insert into user_permissions (user_id, permission) values ('nobody', 'assets.read')`.execute(
    hub.db,
  );
  expect(isUniqueViolation(await orphan.catch((error: unknown) => error))).toBe(false);
  await expect(orphan).rejects.toThrow();
});

test('a transaction that fails leaves nothing', async () => {
  await using hub = await startTestApp();
  const failing = hub.db.transaction().execute(async (trx) => {
    await trx.insertInto('setup_tokens').values({ token_hash: 'x', expires_at: 1 }).execute();
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await hub.db.selectFrom('setup_tokens').selectAll().execute()).toEqual([]);
});

test('counts and instants are numbers', async () => {
  await using hub = await startTestApp();
  await hub.db.insertInto('setup_tokens').values({ token_hash: 'x', expires_at: 8_640_000_000_000_000 }).execute();
  const row = await hub.db
    .selectFrom('setup_tokens')
    .select((e) => ['expires_at', e.fn.countAll<number>().as('tokens')])
    .groupBy('expires_at')
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ expires_at: 8_640_000_000_000_000, tokens: 1 });
});

test('outlives a database that closes its connections', async () => {
  await using hub = await startTestApp();
  await pingDatabase(hub.db);
  const other = await openDatabase(hub.config.database);
  // SQLite has none to lose.
  if (hub.database.kind === 'postgresql') {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other);
  }
  await other.destroy();
  await expect
    .poll(() =>
      pingDatabase(hub.db).then(
        () => 'answers',
        () => 'lost',
      ),
    )
    .toBe('answers');
});
