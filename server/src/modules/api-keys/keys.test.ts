import { expect, test } from 'vitest';
import { callKeys, keyState, listKeys, makeKey, rotateKey } from '../../../test/api-keys.ts';
import { startTestApp } from '../../../test/app.ts';
import { DAY } from '../../core/clock.ts';

test('a key is shown once, works, shows its last use, and is refused once it is revoked', async () => {
  await using hub = await startTestApp();
  const { accessToken, user } = await hub.login();
  const made = await callKeys(hub, accessToken, 'POST', '', { name: '  CI uploads ', preset: 'uploader' });
  expect(made.statusCode).toBe(201);
  const { key, apiKey } = made.json().data;
  expect(made.headers.location).toBe(`/api/v1/api-keys/${apiKey.id}`);
  expect(apiKey).toEqual({
    id: apiKey.id,
    name: 'CI uploads',
    prefix: key.slice(0, 37),
    status: 'active',
    owner: { id: user.id, username: 'admin', role: 'superAdmin', isActive: true },
    permissions: ['assets.create', 'assets.read'],
    effectivePermissions: ['assets.create', 'assets.read'],
    allowedAddresses: [],
    createdAtUtc: '2026-04-08T12:00:00.000Z',
    expiresAtUtc: '2026-07-07T12:00:00.000Z',
    rotatedAtUtc: null,
    formerKeyValidUntilUtc: null,
    revokedAtUtc: null,
    lastUsedAtUtc: null,
    lastUsedAddress: null,
    lastUsedClient: null,
  });

  expect(await keyState(hub, key)).toBe('ok');
  const [listed] = await listKeys(hub, accessToken);
  expect(listed).toEqual({
    ...apiKey,
    lastUsedAtUtc: '2026-04-08T12:00:00.000Z',
    lastUsedAddress: '203.0.113.5',
    lastUsedClient: 'lightMyRequest',
  });
  expect((await callKeys(hub, accessToken, 'GET', `/${apiKey.id}`)).json()).toEqual({ data: listed });

  expect((await callKeys(hub, accessToken, 'DELETE', `/${apiKey.id}`)).statusCode).toBe(204);
  expect(await keyState(hub, key)).toBe('api_key_revoked');
  expect(await listKeys(hub, accessToken)).toMatchObject([{ id: apiKey.id, status: 'revoked' }]);
});

test('a rotated key stays good for the overlap, and not a moment longer', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const first = await makeKey(hub, accessToken);
  const second = await rotateKey(hub, accessToken, first.apiKey.id, 2);
  expect(second.apiKey).toMatchObject({
    id: first.apiKey.id,
    rotatedAtUtc: '2026-04-08T12:00:00.000Z',
    formerKeyValidUntilUtc: '2026-04-10T12:00:00.000Z',
    expiresAtUtc: first.apiKey.expiresAtUtc,
  });
  hub.clock.advance(2 * DAY - 1);
  expect([await keyState(hub, first.key), await keyState(hub, second.key)]).toEqual(['ok', 'ok']);
  hub.clock.advance(1);
  expect([await keyState(hub, first.key), await keyState(hub, second.key)]).toEqual(['api_key_expired', 'ok']);
  const { accessToken: later } = await hub.login();
  expect((await listKeys(hub, later))[0]?.formerKeyValidUntilUtc).toBeNull();
});
