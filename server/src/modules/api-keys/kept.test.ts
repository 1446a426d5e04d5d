import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callKeys, keyState, makeKey, rotateKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { DAY, MINUTE } from '../../core/clock.ts';

// What is kept of keys: of their use, of those that have ended, and nothing of their secrets.

test('the last use is written at most every 5 min a key, with address and client', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const { key, apiKey } = await makeKey(hub, accessToken);
  const use = (from: string, client: string) =>
    hub.server.inject({
      url: '/api/v1/assets',
      headers: { ...bearer(key), 'user-agent': client },
      remoteAddress: from,
    });
  const last = async () => {
    const { data } = (await callKeys(hub, (await hub.login()).accessToken, 'GET', `/${apiKey.id}`)).json();
    return [data.lastUsedAtUtc, data.lastUsedAddress, data.lastUsedClient];
  };
  await use('203.0.113.1', 'first/1');
  hub.clock.advance(5 * MINUTE - 1);
  await use('203.0.113.2', 'second/1');
  expect(await last()).toEqual(['2026-04-08T12:00:00.000Z', '203.0.113.1', 'first/1']);
  hub.clock.advance(1);
  await use('203.0.113.3', 'x'.repeat(600));
  expect(await last()).toEqual(['2026-04-08T12:05:00.000Z', '203.0.113.3', 'x'.repeat(512)]);
  // A key that is refused is not used.
  hub.clock.advance(5 * MINUTE);
  await callKeys(hub, (await hub.login()).accessToken, 'DELETE', `/${apiKey.id}`);
  await use('203.0.113.4', 'third/1');
  expect(await last()).toEqual(['2026-04-08T12:05:00.000Z', '203.0.113.3', 'x'.repeat(512)]);
});

test('revoked and expired keys are forgotten after 90 days, live ones never', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const [revoked, expired, live] = [
    await makeKey(hub, accessToken, { neverExpires: true }),
    await makeKey(hub, accessToken, { expiresInDays: 7 }),
    await makeKey(hub, accessToken, { neverExpires: true }),
  ];
  await callKeys(hub, accessToken, 'DELETE', `/${revoked.apiKey.id}`);
  const states = async () => {
    await hub.app.services.apiKeys.tidy();
    return Promise.all([revoked, expired, live].map(({ key }) => keyState(hub, key)));
  };
  hub.clock.advance(90 * DAY);
  expect(await states()).toEqual(['api_key_revoked', 'api_key_expired', 'ok']);
  hub.clock.advance(1);
  expect(await states()).toEqual(['api_key_invalid', 'api_key_expired', 'ok']);
  hub.clock.advance(7 * DAY);
  expect(await states()).toEqual(['api_key_invalid', 'api_key_invalid', 'ok']);
});

test('no part of a secret is in the database or the log', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const first = await makeKey(hub, accessToken);
  const second = await rotateKey(hub, accessToken, first.apiKey.id, 1);
  for (const { key } of [first, second]) {
    expect(await keyState(hub, key)).toBe('ok');
    await keyState(hub, `${key}x`);
    await hub.server.inject(`/api/v1/assets?key=${key}`);
    await hub.server.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { username: key, password: key } });
  }
  await callKeys(hub, accessToken, 'DELETE', `/${first.apiKey.id}`);
  const kept = `${await dump(hub)}${hub.log()}`;
  expect(kept).toContain(first.apiKey.id);
  for (const { key } of [first, second]) {
    const secret = key.slice(37);
    for (let at = 0; at + 12 <= secret.length; at += 6) expect(kept).not.toContain(secret.slice(at, at + 12));
  }
});

/** Everything that the database holds, as text; on SQLite its files as well. */
async function dump(hub: TestApp): Promise<string> {
  const tables = await hub.db.introspection.getTables();
  const rows = await Promise.all(tables.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(hub.db)));
  const files =
    hub.database.kind === 'sqlite' ? (await readdir(hub.database.dataPath)).filter((name) => name.includes('.db')) : [];
  const contents = await Promise.all(files.map((name) => readFile(join(hub.database.dataPath, name), 'latin1')));
  return JSON.stringify(rows) + contents.join('');
}
