import { connect, createServer } from 'node:net';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { createTestClock } from '../../test/clock.ts';
import { createEmptyTestDatabase, type TestDatabase } from '../../test/database.ts';
import { listenOn, unusedPort } from '../../test/tcp.ts';
import { toConfig } from '../config/config.ts';
import { loadSettings } from '../config/load.ts';
import type { Clock } from '../core/clock.ts';
import { OperatorError } from '../core/operator-error.ts';
import { openDatabase, pingDatabase } from './database.ts';
import { isUniqueViolation } from './dialects.ts';

test('opening an existing database changes nothing', async () => {
  const database = await createEmptyTestDatabase();
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

/** The database's settings with another port; what has no port (SQLite) stays. */
const onPort = (database: TestDatabase, port: number) => {
  const { Persistence__Database__ConnectionString: url, ...env } = database.env;
  const moved = url && { Persistence__Database__ConnectionString: Object.assign(new URL(url), { port }).href };
  return toConfig(loadSettings({ ...env, ...moved }, {})).database;
};

test('a database that starts later than the program is waited for, one that does not is given up', async () => {
  const database = await createEmptyTestDatabase();
  const url = database.env.Persistence__Database__ConnectionString;
  const port = await unusedPort();
  const late = createServer((socket) => {
    const real = connect(Number(new URL(url ?? '').port), '127.0.0.1');
    socket.pipe(real).pipe(socket);
    for (const end of [socket, real]) end.on('error', () => {});
  });
  const clock = createTestClock();
  const logged: object[] = [];
  const log = { warn: (fields: object) => void logged.push(fields) };
  const starting: Clock = {
    now: clock.now,
    async sleep(ms) {
      await clock.sleep(ms);
      if (clock.sleeps.length === 3) await listenOn(late, port);
    },
  };
  // SQLite is a file: there is nothing to wait for.
  const waits = database.kind === 'postgresql';
  try {
    const db = await openDatabase(onPort(database, port), { clock: starting, log });
    await pingDatabase(db);
    await db.destroy();
    expect(clock.sleeps).toEqual(waits ? [2000, 2000, 2000] : []);
    expect(logged).toHaveLength(waits ? 3 : 0);

    const elsewhere = onPort(database, await unusedPort());
    const never = createTestClock();
    const outcome = await openDatabase(elsewhere, { clock: never, log }).then(
      (opened) => opened.destroy(),
      (error: { code?: string }) => error.code,
    );
    expect([outcome, never.sleeps.length]).toEqual(waits ? ['ECONNREFUSED', 9] : [undefined, 0]);
  } finally {
    late.close();
    await database.remove();
  }
});

test('a database of a newer version is left alone', async () => {
  const database = await createEmptyTestDatabase();
  const config = toConfig(loadSettings(database.env, {})).database;
  try {
    const db = await openDatabase(config);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '2099-01-01')`.execute(db);
    await db.destroy();
    const clock = createTestClock();
    await expect(openDatabase(config, { clock })).rejects.toThrow(
      new OperatorError('The database is of a newer NekoHub. Start that one, or restore a backup.'),
    );
    expect(clock.sleeps).toEqual([]);
  } finally {
    await database.remove();
  }
});

test('outlives a database that closes a connection in the middle of a transaction', async () => {
  await using hub = await startTestApp();
  const other = await openDatabase(hub.config.database);
  const outcome = await hub.db
    .transaction()
    .execute(async (trx) => {
      await trx.insertInto('setup_tokens').values({ token_hash: 'x', expires_at: 1 }).execute();
      if (hub.database.kind === 'sqlite') throw new Error('SQLite has no connection to lose.');
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`.execute(other);
      // Nothing is under way on it when the news arrives.
      await expect.poll(() => pingDatabase(trx).then(String, () => 'lost')).toBe('lost');
      throw new Error('The connection was lost.');
    })
    .catch((error: unknown) => error);
  await other.destroy();
  expect(outcome).toBeInstanceOf(Error);
  expect(await hub.db.selectFrom('setup_tokens').selectAll().execute()).toEqual([]);
});
