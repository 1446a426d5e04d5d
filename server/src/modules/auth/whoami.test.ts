import { expect, test } from 'vitest';
import { makeKey, rotateKey } from '../../../test/api-keys.ts';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { decodeToken } from '../../../test/tokens.ts';
import { addUser } from '../../../test/users.ts';
import { DAY } from '../../core/clock.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { PERMISSIONS } from '../../core/permissions.ts';

const whoAmI = (hub: TestApp, credential: string) =>
  hub.server.inject({ url: '/api/v1/auth/whoami', headers: bearer(credential) });

test('an access token is told whose it is, what they may do, and when it ends', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db, { permissions: ['users.read', 'assets.read'] });
  const { accessToken, accessTokenExpiresAtUtc } = await hub.login(username, password);
  expect((await whoAmI(hub, accessToken)).json()).toEqual({
    data: {
      kind: 'user',
      name: 'mika',
      userId: id,
      username: 'mika',
      role: 'user',
      permissions: ['assets.read', 'users.read'],
      expiresAtUtc: accessTokenExpiresAtUtc,
      sessionId: decodeToken(accessToken).payload.sid,
      keyId: null,
    },
  });
});

test('a managed key is told what it is called, whose it is, and what it may do now', async () => {
  await using hub = await startTestApp();
  const { accessToken, user } = await hub.login();
  const { key, apiKey } = await makeKey(hub, accessToken, { name: 'CI', preset: 'agent', expiresInDays: 7 });
  expect((await whoAmI(hub, key)).json()).toEqual({
    data: {
      kind: 'managedKey',
      name: 'CI',
      userId: user.id,
      username: 'admin',
      role: 'superAdmin',
      permissions: ['assets.create', 'assets.read', 'assets.update'],
      expiresAtUtc: '2026-04-15T12:00:00.000Z',
      sessionId: null,
      keyId: apiKey.id,
    },
  });
});

test('a key that was rotated is told the end of its overlap, or of the key itself if that comes first', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const { key, apiKey } = await makeKey(hub, accessToken, { expiresInDays: 7 });
  const endOf = async (one: string) => (await whoAmI(hub, one)).json().data.expiresAtUtc;
  const { key: second } = await rotateKey(hub, accessToken, apiKey.id, 2);
  expect([await endOf(key), await endOf(second)]).toEqual(['2026-04-10T12:00:00.000Z', '2026-04-15T12:00:00.000Z']);
  hub.clock.advance(DAY);
  const { key: third } = await rotateKey(hub, (await hub.login()).accessToken, apiKey.id, 7);
  expect([await endOf(second), await endOf(third)]).toEqual(['2026-04-15T12:00:00.000Z', '2026-04-15T12:00:00.000Z']);
});

test('a key of the environment is told its fingerprint and that it may do everything', async () => {
  await using hub = await startTestApp();
  const answer = await whoAmI(hub, API_KEY);
  expect(answer.json()).toEqual({
    data: {
      kind: 'environmentKey',
      name: `api-key:${sha256Hex(API_KEY).slice(0, 16)}`,
      userId: null,
      username: null,
      role: null,
      permissions: [...PERMISSIONS],
      expiresAtUtc: null,
      sessionId: null,
      keyId: null,
    },
  });
  expect(answer.body).not.toContain(API_KEY);
});

test.each([
  [undefined, 'api_key_missing'],
  ['nonsense', 'api_key_invalid'],
  ['a.b.c', 'auth_unauthorized'],
])('%j is nobody', async (credential, code) => {
  await using hub = await startTestApp();
  const headers = credential === undefined ? {} : bearer(credential);
  const answer = await hub.server.inject({ url: '/api/v1/auth/whoami', headers });
  expect([answer.statusCode, answer.json().error.code]).toEqual([401, code]);
});
