import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { addUser } from '../../../test/users.ts';

test('ping', async () => {
  await using hub = await startTestApp();
  const answer = await hub.server.inject('/api/v1/system/ping');
  expect(answer.json()).toEqual({ data: { status: 'ok', timestampUtc: '2026-04-08T12:00:00.000Z' } });
});

test.each([
  [
    {},
    {
      apiKeyRequired: true,
      apiKeysEnabled: true,
      maxUploadSizeBytes: 10_485_760,
      allowedContentTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    },
  ],
  [{ Auth__ApiKey__Enabled: 'false' }, { apiKeyRequired: false, apiKeysEnabled: false }],
  [{ Auth__ApiKey__Keys__0: undefined }, { apiKeyRequired: false, apiKeysEnabled: true }],
  [{ Api__Assets__MaxUploadSizeBytes: '5000' }, { maxUploadSizeBytes: 5000 }],
  [
    { Api__Assets__AllowedContentTypes: 'image/PNG, image/gif, image/png,' },
    { allowedContentTypes: ['image/png', 'image/gif'] },
  ],
  [{ Auth__Passwords__MinLength: '20' }, { minPasswordLength: 20 }],
  [{ Gallery__Enabled: 'false' }, { galleryEnabled: false }],
])('bootstrap with %j', async (settings, expected) => {
  await using hub = await startTestApp({ settings });
  const answer = await hub.server.inject('/api/v1/system/bootstrap');
  expect(answer.json()).toEqual({
    data: {
      apiKeyRequired: true,
      apiKeysEnabled: true,
      maxUploadSizeBytes: expect.any(Number),
      allowedContentTypes: expect.any(Array),
      setupRequired: false,
      minPasswordLength: 15,
      galleryEnabled: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      ...expected,
    },
  });
});

test('whoever may read settings sees that published examples are in use, without seeing them', async () => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await hub.login(username, password);
  const url = '/api/v1/system/warnings';
  expect((await hub.server.inject({ url, headers: bearer(accessToken) })).statusCode).toBe(403);
  const answer = await hub.server.inject({ url, headers: bearer(API_KEY) });
  const told = answer
    .json<{ data: { code: string; subject: string }[] }>()
    .data.map(({ code, subject }) => [code, subject]);
  expect(told).toEqual([
    ['published_password', 'Auth__BootstrapSuperAdmin__Password'],
    ['published_api_key', 'Auth__ApiKey__Keys'],
    ...(hub.database.kind === 'postgresql' ? [['keys_of_one_copy', 'Auth__Jwt__Secret, Security__EncryptionKey']] : []),
  ]);
  expect(answer.body).not.toMatch(/your-/);
});

test('ready means that database and storage answer; live only that the process does', async () => {
  await using hub = await startTestApp();
  const ready = () => hub.server.inject('/health/ready');
  expect([(await ready()).statusCode, (await ready()).json()]).toEqual([
    200,
    { status: 'ok', checks: { database: 'ok', storage: 'ok' } },
  ]);

  await rm(hub.config.storage.localRootPath, { recursive: true });
  const withoutStorage = await ready();
  expect([withoutStorage.statusCode, withoutStorage.json().checks]).toEqual([
    503,
    { database: 'ok', storage: 'unavailable' },
  ]);

  await hub.db.destroy();
  const withoutBoth = await ready();
  expect([withoutBoth.statusCode, withoutBoth.json().checks]).toEqual([
    503,
    { database: 'unavailable', storage: 'unavailable' },
  ]);
  expect(withoutBoth.body).not.toMatch(/ENOENT|driver|\/tmp/);
  for (const url of ['/health/live', '/api/v1/system/ping'])
    expect((await hub.server.inject(url)).statusCode).toBe(200);
});

test('a database that fails is a 500 that tells nothing', async () => {
  await using hub = await startTestApp();
  await hub.db.schema.alterTable('users').renameTo('users_elsewhere').execute();
  const answer = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { username: 'a', password: 'b' },
  });
  expect([answer.statusCode, answer.json().error.code]).toEqual([500, 'internal_server_error']);
  expect(answer.body).not.toMatch(/users|table|relation|sql/i);
});
