import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { dumpDatabase } from '../../../test/dump.ts';
import { runProgram } from '../../../test/program.ts';
import { addStorage, callStorage, S3_PROFILE } from '../../../test/storage-profiles.ts';
import { newId } from '../../core/ids.ts';
import { openKeyFile } from '../../core/key-files.ts';
import { SEALED_COLUMNS } from '../../core/sealed-columns.ts';
import { createSealer, keyIdOf } from '../../core/sealing.ts';

const AI_KEY = 'sk-of-the-ai-service-0123456789';
const GITHUB_TOKEN = 'ghp_token_of_the_repository';
const { accessKey, secretKey } = S3_PROFILE.secretConfiguration;

/** Puts a secret of every kind into the database; returns all of them, as they must not be found there. */
async function fill(hub: TestApp): Promise<{ secrets: string[]; refreshToken: string; profileId: string }> {
  const signedIn = await hub.login();
  const { accessToken } = signedIn;
  const refreshToken = signedIn.refreshToken ?? '';
  const { key } = await makeKey(hub, accessToken, { permissions: ['assets.read'] });
  const { id } = await addStorage(hub);
  await addStorage(hub, {
    name: 'Repository',
    providerType: 'github-repo',
    configuration: { owner: 'cats', repo: 'pictures', ref: 'main' },
    secretConfiguration: { token: GITHUB_TOKEN },
  });
  const ai = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/system/ai/providers',
    headers: bearer(API_KEY),
    payload: { name: 'model', apiBaseUrl: 'https://ai.example.com/v1', apiKey: AI_KEY, modelName: 'm', isActive: true },
  });
  expect(ai.statusCode, ai.body).toBe(201);
  return {
    secrets: [refreshToken, accessToken, key, accessKey, secretKey, GITHUB_TOKEN, AI_KEY, API_KEY],
    refreshToken,
    profileId: id,
  };
}

/** The ids of the keys that anything in the database is sealed with, looked for in all of it. */
async function keyIdsIn(hub: TestApp): Promise<string[]> {
  const ids = new Set<string>();
  for (const { name } of await hub.db.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(hub.db);
    for (const [, id] of JSON.stringify(rows).matchAll(/\bv1\.([0-9a-f]{8})\.[\w-]{20,}/g)) ids.add(id ?? '');
  }
  return [...ids];
}

const rotate = async (database: TestDatabase, env: Record<string, string> = {}, ...options: string[]) => {
  const program = runProgram(['secrets', 'rotate', ...options], { ...database.env, ...env }, database.dataPath);
  return { code: await program.ended(), output: program.output() };
};

/** Everything that needs a secret of the database still works. */
async function expectReadable(hub: TestApp, { refreshToken, profileId }: { refreshToken: string; profileId: string }) {
  expect((await hub.app.services.aiProviders.findActive())?.apiKey.reveal()).toBe(AI_KEY);
  // A changed region needs the secrets that are kept.
  const region = `eu-${randomBytes(2).toString('hex')}`;
  const changed = await callStorage(hub, 'PATCH', `/${profileId}`, { configuration: { region } });
  expect(changed.statusCode, changed.body).toBe(200);
  // A second time within the window: the child is opened again.
  const refresh = () => hub.server.inject({ method: 'POST', url: '/api/v1/auth/refresh', payload: { refreshToken } });
  const [first, second] = [await refresh(), await refresh()];
  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  expect(second.json().data.refreshToken).toBe(first.json().data.refreshToken);
}

const keyFile = (hub: TestApp) => openKeyFile(hub.config.data.keysPath, 'encryption.key');
const newKey = () => randomBytes(32).toString('base64');

test('nothing in the database is a secret in clear, and all that is sealed is known to the change of keys', async () => {
  await using hub = await startTestApp();
  const { secrets } = await fill(hub);
  const dump = await dumpDatabase(hub);
  for (const secret of secrets) {
    for (const text of [
      secret,
      Buffer.from(secret).toString('base64').slice(0, -4),
      Buffer.from(secret).toString('hex'),
    ]) {
      expect(dump.includes(text), secret).toBe(false);
    }
  }
  const known = new Set(Object.values(SEALED_COLUMNS).map(({ table, column }) => `${table}.${column}`));
  const found = new Set<string>();
  for (const { name } of await hub.db.introspection.getTables()) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(hub.db);
    for (const [column, value] of rows.flatMap((row) => Object.entries(row))) {
      if (/^v1\.[0-9a-f]{8}\./.test(String(value))) found.add(`${name}.${column}`);
    }
  }
  expect(found).toEqual(known);
});

test('with a key file everything is sealed with a new key while the program goes on', { timeout: 60_000 }, async () => {
  await using hub = await startTestApp();
  const filled = await fill(hub);
  const [former] = keyFile(hub).keys();
  const { code, output } = await rotate(hub.database);
  expect([code, output]).toEqual([0, expect.stringMatching(/^\d+ secrets are encrypted with the new key now\.\n$/)]);
  const [newest, ...others] = keyFile(hub).keys();
  expect(others).toEqual([]);
  expect(keyIdOf(newest)).not.toBe(keyIdOf(former));
  expect(await keyIdsIn(hub)).toEqual([keyIdOf(newest)]);
  await expectReadable(hub, filled);
  expect(await keyIdsIn(hub)).toEqual([keyIdOf(newest)]);
  const events = hub.db.selectFrom('audit_events').select('actor_name').where('action', '=', 'secrets.rotate');
  expect(await events.execute()).toHaveLength(1);
});

test('killed in the middle, nothing is lost, and it goes on with the same key', { timeout: 60_000 }, async () => {
  await using hub = await startTestApp();
  const filled = await fill(hub);
  const file = keyFile(hub);
  const sealer = createSealer(file.keys);
  const { session_id } = await hub.db.selectFrom('refresh_tokens').select('session_id').executeTakeFirstOrThrow();
  const rows = Array.from({ length: 3000 }, () => {
    const id = newId();
    return {
      id: id as never,
      session_id,
      token_hash: id,
      sealed_token: sealer.seal('token', SEALED_COLUMNS.refreshToken.contextOf(id)),
      created_at: hub.clock.now(),
      expires_at: hub.clock.now() + 1e9,
      first_used_at: null,
      child_id: null,
    };
  });
  for (let at = 0; at < rows.length; at += 500) {
    await hub.db
      .insertInto('refresh_tokens')
      .values(rows.slice(at, at + 500))
      .execute();
  }
  const program = runProgram(['secrets', 'rotate'], hub.database.env, hub.database.dataPath);
  await expect.poll(() => keyIdsIn(hub), { timeout: 30_000, interval: 1 }).toHaveLength(2);
  await program.stop('SIGKILL');
  expect(program.output()).toBe('');
  const [newest, former] = file.keys();
  expect(former).toBeDefined();
  await expectReadable(hub, filled);
  const again = await rotate(hub.database);
  expect([again.code, again.output]).toEqual([0, expect.stringMatching(/^\d+ secrets/)]);
  expect(file.keys()).toEqual([newest]);
  expect(await keyIdsIn(hub)).toEqual([keyIdOf(newest)]);
  for (const { id, sealed_token } of await hub.db
    .selectFrom('refresh_tokens')
    .selectAll()
    .where(
      'token_hash',
      'in',
      rows.slice(0, 50).map((row) => row.token_hash),
    )
    .execute()) {
    expect(sealer.open(sealed_token ?? '', SEALED_COLUMNS.refreshToken.contextOf(id))).toBe('token');
  }
});

test('with a key of the settings the former one is named until everything is sealed anew', {
  timeout: 60_000,
}, async () => {
  const database = await createTestDatabase();
  try {
    const [former, newest] = [newKey(), newKey()];
    const first = await startTestApp({ database, settings: { Security__EncryptionKey: former } });
    const filled = await fill(first);
    await first.close();

    // The wrong key alone: nothing starts, and it is said what to do.
    const wrong = startTestApp({ database, settings: { Security__EncryptionKey: newest } });
    const told = await wrong.then(
      () => expect.unreachable(),
      (error: Error) => error.message,
    );
    expect(told).toMatch(/encrypted with another key \(id [0-9a-f]{8}\) than the one of Security__EncryptionKey/);
    expect(told).toContain('Security__PreviousEncryptionKeys');
    expect(told).toContain('npm start -- secrets rotate --give-up-unreadable');
    expect(told).not.toContain(newest);

    const both = { Security__EncryptionKey: newest, Security__PreviousEncryptionKeys: former };
    await using hub = await startTestApp({ database, settings: both });
    await expectReadable(hub, filled);
    const { code, output } = await rotate(database, both);
    expect([code, output]).toEqual([0, expect.stringContaining('is not needed any more')]);
    expect(await keyIdsIn(hub)).toHaveLength(1);
    await hub.close();
    await using last = await startTestApp({ database, settings: { Security__EncryptionKey: newest } });
    expect((await last.app.services.aiProviders.findActive())?.apiKey.reveal()).toBe(AI_KEY);
  } finally {
    await database.remove();
  }
});

test('the key may move from its file to the settings', async () => {
  const database = await createTestDatabase();
  try {
    const first = await startTestApp({ database });
    const filled = await fill(first);
    const inFile = (await readFile(join(first.config.data.keysPath, 'encryption.key'), 'utf8')).trim();
    await first.close();
    const second = await startTestApp({ database, settings: { Security__EncryptionKey: inFile } });
    await expectReadable(second, filled);
    await second.close();
    // Another one there: what the file's key sealed can still be read.
    await using third = await startTestApp({ database, settings: { Security__EncryptionKey: newKey() } });
    expect((await third.app.services.aiProviders.findActive())?.apiKey.reveal()).toBe(AI_KEY);
  } finally {
    await database.remove();
  }
});

test('when the former key is lost, the program can start with another, and says what has to be entered again', {
  timeout: 60_000,
}, async () => {
  const database = await createTestDatabase();
  try {
    const first = await startTestApp({ database, settings: { Security__EncryptionKey: newKey() } });
    const { profileId } = await fill(first);
    await first.close();
    const settings = { Security__EncryptionKey: newKey() };
    expect((await rotate(database, settings)).output).toMatch(/encrypted with another key/);
    expect((await rotate(database, settings, '--give-up-unreadable')).code).toBe(0);
    await using hub = await startTestApp({ database, settings });
    await expect(hub.app.services.aiProviders.findActive()).rejects.toMatchObject({
      code: 'ai_provider_profile_api_key_unreadable',
    });
    const secretConfiguration = { accessKey, secretKey };
    expect((await callStorage(hub, 'PATCH', `/${profileId}`, { secretConfiguration })).statusCode).toBe(200);
  } finally {
    await database.remove();
  }
});
