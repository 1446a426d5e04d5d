import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { addStorage, profileFor } from '../../../test/storage-profiles.ts';
import { addUser } from '../../../test/users.ts';
import { SETTING_GROUPS } from '../../config/groups.ts';
import { SETTINGS, type Setting } from '../../config/settings.ts';
import { SECOND } from '../../core/clock.ts';

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
  hub.clock.advance(10 * SECOND);
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

test('however often it is asked whether it is ready, a store is asked once in ten seconds, and one question at a time', async () => {
  const held: (() => void)[] = [];
  let hold = false;
  await using store = await startHttpServer((_request, response) => {
    if (hold) held.push(() => response.end());
    else response.end();
  });
  await using hub = await startTestApp({ settings: { Security__Outbound__AllowedNetworks: '127.0.0.1' } });
  const place = {
    endpoint: store.url,
    bucket: 'pictures',
    region: 'here',
    accessKey: 'access',
    secretKey: 'secret-key',
  };
  await addStorage(hub, { ...profileFor(place), isDefault: true });
  const ask = (times: number) =>
    Promise.all(Array.from({ length: times }, async () => (await hub.server.inject('/health/ready')).statusCode));
  expect(await ask(10)).toEqual(Array(10).fill(200));
  hub.clock.advance(9 * SECOND);
  await ask(10);
  expect(store.requests).toHaveLength(1);

  hub.clock.advance(SECOND);
  hold = true;
  const first = ask(1);
  await expect.poll(() => store.requests.length).toBe(2);
  hub.clock.advance(10 * SECOND);
  const second = ask(10);
  for (const answer of held) answer();
  expect([...(await first), ...(await second)]).toEqual(Array(11).fill(200));
  expect(store.requests).toHaveLength(2);
});

test('it is ready while somebody writes', async () => {
  await using hub = await startTestApp();
  const readiness = await hub.db.transaction().execute(async (trx) => {
    await trx.updateTable('users').set({ last_login_at: 0 }).execute();
    return hub.server.inject('/health/ready');
  });
  expect(readiness.json()).toEqual({ status: 'ok', checks: { database: 'ok', storage: 'ok' } });
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

describe('the settings in force', () => {
  const url = '/api/v1/system/settings';
  interface Told {
    name: string;
    value: string | null;
    isSet: boolean;
    isSecret: boolean;
    origin: string;
    defaultValue: string | null;
    description: string;
  }
  const ask = async (hub: TestApp) => {
    const answer = await hub.server.inject({ url, headers: bearer(API_KEY) });
    expect(answer.statusCode).toBe(200);
    const groups = answer.json<{ data: { name: string; settings: Told[] }[] }>().data;
    const byName = new Map(groups.flatMap(({ settings }) => settings.map((setting) => [setting.name, setting])));
    return { body: answer.body, groups, byName };
  };

  test('are every one there is, each in the group of its name', async () => {
    await using hub = await startTestApp({ settings: { Api__Assets__MaxVersions: '7', Mcp__HouseRules: 'Be kind.' } });
    const { groups, byName } = await ask(hub);
    expect(groups.map(({ name }) => name)).toEqual(SETTING_GROUPS);
    expect([...byName.keys()].sort()).toEqual(Object.keys(SETTINGS).sort());
    for (const { name: group, settings } of groups) {
      for (const { name } of settings) expect(name.includes('__') ? name.split('__')[0] : 'Server').toBe(group);
    }
    expect(byName.get('Api__Assets__MaxVersions')).toMatchObject({
      value: '7',
      isSet: true,
      isSecret: false,
      origin: 'environment',
      defaultValue: '5',
      description: expect.stringContaining('former originals'),
    });
    expect(byName.get('Api__Assets__MaxPixels')).toMatchObject({ value: '100000000', origin: 'default' });
    expect(byName.get('Ai__Caption__Prompt')).toMatchObject({ value: null, isSet: false, defaultValue: null });
    expect(byName.get('Api__Assets__AllowedContentTypes')?.value).toBe('image/jpeg,image/png,image/webp,image/gif');
  });

  test('tell of secrets that they are set, and nothing else', async () => {
    const secrets: Record<string, string> = {
      Auth__Jwt__Secret: randomBytes(32).toString('hex'),
      Auth__Jwt__PreviousSecrets: [1, 2].map(() => randomBytes(32).toString('hex')).join(','),
      Auth__ApiKey__Keys__1: randomBytes(16).toString('hex'),
      Security__EncryptionKey: randomBytes(32).toString('base64'),
      Storage__S3__SecretKey: randomBytes(16).toString('hex'),
      Storage__GitHubRepo__Token: randomBytes(16).toString('hex'),
    };
    await using hub = await startTestApp({ settings: secrets });
    const { body, byName } = await ask(hub);
    for (const secret of Object.values(secrets).flatMap((text) => text.split(','))) expect(body).not.toContain(secret);
    expect(body).not.toMatch(/your-(password|strong)/);
    const told = [...byName.values()].filter(({ isSecret }) => isSecret);
    expect(told.map(({ name }) => name).sort()).toEqual(
      Object.entries<Setting<unknown>>(SETTINGS)
        .filter(([, { secret }]) => secret)
        .map(([name]) => name)
        .sort(),
    );
    expect(told.filter(({ value, defaultValue }) => value !== null || defaultValue !== null)).toEqual([]);
    // One key or two, long or short: nothing tells.
    expect(byName.get('Auth__Jwt__PreviousSecrets')).toEqual({
      ...byName.get('Auth__ApiKey__Keys'),
      name: 'Auth__Jwt__PreviousSecrets',
      description: expect.any(String),
    });
    expect(byName.get('Storage__S3__AccessKey')).toMatchObject({ value: null, isSet: false, origin: 'default' });
  });
});
