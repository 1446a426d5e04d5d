import { describe, expect, test, vi } from 'vitest';
import { callKeys, keyState, listKeys, makeKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';
import { DAY, SECOND } from '../../core/clock.ts';
import { type ApiKeyId, newId } from '../../core/ids.ts';
import { makeKey as draftKey } from './format.ts';

/** How often the database is asked for anything from now on. */
const countQueries = (hub: TestApp) => vi.spyOn(hub.db.getExecutor(), 'provideConnection');

const flipLast = (key: string) => `${key.slice(0, -1)}${key.endsWith('x') ? 'y' : 'x'}`;

test('a key whose checksum is wrong is refused without asking the database', async () => {
  await using hub = await startTestApp();
  const { key } = await makeKey(hub, (await hub.login()).accessToken);
  const wrong = [flipLast(key), key.slice(0, -1), `${key}0`, 'nhk_', 'nhk_x', key.replace('nhk_0', 'nhk_1')];
  const ask = async (credential: string) => {
    const queries = countQueries(hub);
    const answer = await keyState(hub, credential);
    const calls = queries.mock.calls.length;
    queries.mockRestore();
    return [answer, calls];
  };
  // The first refusal of its kind is recorded; from then on they are counted.
  await keyState(hub, 'nhk_');
  for (const credential of wrong) expect(await ask(credential)).toEqual(['api_key_invalid', 0]);
  // That this counts: the same with a checksum that is right.
  const [state, calls] = await ask(draftKey(newId<ApiKeyId>()).reveal());
  expect(state).toBe('api_key_invalid');
  expect(calls).toBeGreaterThan(0);
  expect(await keyState(hub, key)).toBe('ok');
});

test('a good key that was just seen is let in without asking the database', async () => {
  await using hub = await startTestApp();
  const { key } = await makeKey(hub, (await hub.login()).accessToken);
  const whoAmI = () => hub.server.inject({ url: '/api/v1/auth/whoami', headers: bearer(key) });
  await whoAmI();
  await hub.app.services.apiKeys.settled();
  const queries = countQueries(hub);
  expect((await whoAmI()).statusCode).toBe(200);
  expect(queries).not.toHaveBeenCalled();
});

describe('what is told to whom', () => {
  const hub = shareTestApp();

  test.each([
    ['/api/v1/assets', 'GET'],
    ['/api/v1/auth/whoami', 'GET'],
    ['/mcp', 'GET'],
    ['/mcp', 'POST'],
    ['/api/v1/api-keys/self', 'DELETE'],
  ] as const)('%s %s: every refusal has its code and the challenge of RFC 6750', async (url, method) => {
    const { accessToken } = await hub().login();
    const ask = async (key: string) => {
      const answer = await hub().server.inject({ method, url, headers: bearer(key), remoteAddress: '203.0.113.5' });
      expect(answer.headers['www-authenticate']).toMatch(
        /^Bearer realm="NekoHub", error="invalid_token", error_description="The API key [^"]+"$/,
      );
      return [answer.statusCode, answer.json().error.code];
    };
    const expiring = await makeKey(hub(), accessToken, { expiresInDays: 7 });
    const revoked = await makeKey(hub(), accessToken, { neverExpires: true });
    const elsewhere = await makeKey(hub(), accessToken, { allowedAddresses: ['198.51.100.0/24'], neverExpires: true });
    expect(await ask(elsewhere.key)).toEqual([401, 'api_key_address_not_allowed']);
    await callKeys(hub(), accessToken, 'DELETE', `/${revoked.apiKey.id}`);
    expect(await ask(revoked.key)).toEqual([401, 'api_key_revoked']);
    expect(await ask(draftKey(newId<ApiKeyId>()).reveal())).toEqual([401, 'api_key_invalid']);
    // Whoever knows the id alone learns nothing of the key.
    const guess = draftKey(revoked.apiKey.id as ApiKeyId).reveal();
    expect(await ask(guess)).toEqual([401, 'api_key_invalid']);
    hub().clock.advance(7 * DAY);
    expect(await ask(expiring.key)).toEqual([401, 'api_key_expired']);
  });

  test('a key is good until the moment that it ends', async () => {
    const { accessToken } = await hub().login();
    const expiresAtUtc = new Date(hub().clock.now() + 10 * SECOND).toISOString();
    const { key, apiKey } = await makeKey(hub(), accessToken, { expiresAtUtc });
    hub().clock.advance(10 * SECOND - 1);
    expect(await keyState(hub(), key)).toBe('ok');
    hub().clock.advance(1);
    expect(await keyState(hub(), key)).toBe('api_key_expired');
    expect(await listKeys(hub(), accessToken, '?status=expired')).toContainEqual(
      expect.objectContaining({ id: apiKey.id, status: 'expired' }),
    );
  });

  test('routes for people refuse a managed key like any other', async () => {
    const { key } = await makeKey(hub(), (await hub().login()).accessToken);
    const answer = await hub().server.inject({ url: '/api/v1/auth/me', headers: bearer(key) });
    expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'auth_unauthorized']);
  });
});

test('a refusal is recorded with the key that it is about, whoever sent it', async () => {
  await using hub = await startTestApp();
  const { key, apiKey } = await makeKey(hub, (await hub.login()).accessToken, {
    name: 'CI',
    allowedAddresses: ['198.51.100.7'],
  });
  await keyState(hub, key, '203.0.113.5');
  const event = await hub.db.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').executeTakeFirst();
  expect(event).toMatchObject({
    action: 'request.access',
    outcome: 'refused',
    actor_kind: 'anonymous',
    address: '203.0.113.5',
    target_kind: 'apiKey',
    target_id: apiKey.id,
    target_name: 'CI',
  });
  expect(event?.details_json).toContain('api_key_address_not_allowed');
});

test.each<[allowed: string[], from: string, state: string]>([
  [['203.0.113.5'], '203.0.113.5', 'ok'],
  [['203.0.113.5'], '::ffff:203.0.113.5', 'ok'],
  [['::ffff:203.0.113.5'], '203.0.113.5', 'ok'],
  [['10.0.0.0/8', '2001:db8::/32'], '2001:db8::7', 'ok'],
  [['10.0.0.0/8', '2001:db8::/32'], '10.255.0.1', 'ok'],
  [['10.0.0.0/8', '2001:db8::/32'], '11.0.0.1', 'api_key_address_not_allowed'],
  [['2001:db8::/32'], '203.0.113.5', 'api_key_address_not_allowed'],
  [['0.0.0.0/0'], '2001:db8::7', 'api_key_address_not_allowed'],
])('a key for %j, used from %s: %s', async (allowedAddresses, from, state) => {
  await using hub = await startTestApp();
  const { key } = await makeKey(hub, (await hub.login()).accessToken, { allowedAddresses });
  expect(await keyState(hub, key, from)).toBe(state);
});

test('behind a trusted proxy the client’s address counts; without one nobody can claim an address', async () => {
  const ask = async (hub: TestApp) => {
    const { key } = await makeKey(hub, (await hub.login()).accessToken, { allowedAddresses: ['203.0.113.5'] });
    const from = async (forwarded: string) => {
      const headers = { ...bearer(key), 'x-forwarded-for': forwarded };
      const answer = await hub.server.inject({ url: '/api/v1/assets', headers, remoteAddress: '10.0.0.2' });
      return answer.statusCode;
    };
    return [await from('203.0.113.5'), await from('198.51.100.9'), await from('203.0.113.5, 198.51.100.9')];
  };
  await using behind = await startTestApp({ settings: { Server__TrustedProxies: '10.0.0.0/8' } });
  expect(await ask(behind)).toEqual([200, 401, 401]);
  await using alone = await startTestApp();
  expect(await ask(alone)).toEqual([401, 401, 401]);
});

describe('switching keys on and off', () => {
  const without = { Auth__ApiKey__Keys__0: undefined };

  test('a managed key is accepted where the environment has none, and clients are not asked for keys', async () => {
    await using hub = await startTestApp({ settings: without });
    const { key } = await makeKey(hub, (await hub.login()).accessToken);
    expect(await keyState(hub, key)).toBe('ok');
    const ask = async (headers: Record<string, string>) => {
      const answer = await hub.server.inject({ url: '/api/v1/assets', headers });
      return [answer.statusCode, answer.json().error.code];
    };
    expect(await ask({})).toEqual([401, 'auth_unauthorized']);
    expect(await ask(bearer('some-key'))).toEqual([401, 'auth_unauthorized']);
    expect(await ask(bearer(flipLast(key)))).toEqual([401, 'api_key_invalid']);
    expect((await hub.server.inject({ url: '/mcp', headers: bearer(key) })).statusCode).toBe(200);
    const mcp = await hub.server.inject({ url: '/mcp' });
    expect([mcp.statusCode, mcp.json().error.code]).toEqual([401, 'api_key_missing']);
  });

  test('Auth__ApiKey__Enabled=false turns all of them off; they can still be seen and revoked', async () => {
    await using before = await startTestApp();
    const { key, apiKey } = await makeKey(before, (await before.login()).accessToken);
    await using hub = await startTestApp({
      database: before.database,
      settings: { Auth__ApiKey__Enabled: 'false' },
    });
    const { accessToken } = await hub.login();
    expect(await keyState(hub, key)).toBe('auth_unauthorized');
    const mcp = await hub.server.inject({ url: '/mcp', headers: bearer(key) });
    expect([mcp.statusCode, mcp.json().error.code]).toEqual([401, 'api_key_missing']);
    const codeOf = async (answer: ReturnType<typeof callKeys>) => (await answer).json().error.code;
    expect(await codeOf(callKeys(hub, accessToken, 'POST', '', { name: 'x', preset: 'full' }))).toBe(
      'api_keys_disabled',
    );
    expect(await codeOf(callKeys(hub, accessToken, 'POST', `/${apiKey.id}/rotate`, { overlapDays: 0 }))).toBe(
      'api_keys_disabled',
    );
    expect(await listKeys(hub, accessToken)).toMatchObject([{ id: apiKey.id }]);
    expect((await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`)).statusCode).toBe(204);
  });
});

test('an owner who is disabled or removed takes the keys along', async () => {
  await using hub = await startTestApp();
  const owner = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await hub.login(owner.username, owner.password);
  const { key } = await makeKey(hub, accessToken);
  expect(await keyState(hub, key)).toBe('ok');
  await hub.db.updateTable('users').set({ is_active: 0 }).where('id', '=', owner.id).execute();
  hub.app.services.apiKeys.forgetOwner(owner.id);
  expect(await keyState(hub, key)).toBe('api_key_invalid');
  await hub.db.updateTable('users').set({ is_active: 1 }).where('id', '=', owner.id).execute();
  expect(await keyState(hub, key)).toBe('ok');
  await hub.db.deleteFrom('users').where('id', '=', owner.id).execute();
  hub.app.services.apiKeys.forgetOwner(owner.id);
  expect(await keyState(hub, key)).toBe('api_key_invalid');
  expect(await hub.db.selectFrom('api_keys').selectAll().execute()).toEqual([]);
});
