import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { addAssets, addDerivative } from '../../../test/assets.ts';
import { png } from '../../../test/images.ts';
import { chunksOf } from '../../../test/objects.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { storedFile, uploadAsset } from '../../../test/upload.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { openLocalStorage } from '../../storage/local.ts';
import type { Asset } from '../assets/schema.ts';

const assets: Asset[] = [];
const shared = shareTestApp({}, async (hub) => {
  assets.push(await uploadAsset(hub), await uploadAsset(hub, { fields: { isPublic: 'false' } }));
});

test('who may see what', async () => {
  const { server } = shared();
  const [shown, hidden] = assets;
  const cases: [url: string, headers: Record<string, string>, status: number, code?: string][] = [
    [`/content/${hidden?.storageKey}`, {}, 404, 'asset_not_found'],
    [`/content/${hidden?.storageKey}`, bearer(API_KEY), 404, 'asset_not_found'],
    [`/content/${shown?.storageKey}`, bearer('not-a-key'), 200],
    [`/api/v1/assets/${hidden?.id}/content`, {}, 401, 'api_key_missing'],
    [`/api/v1/assets/${hidden?.id}/content`, bearer('not-a-key'), 401, 'api_key_invalid'],
    [`/api/v1/assets/${shown?.id}/content`, {}, 401, 'api_key_missing'],
    ['/api/v1/assets/0196a000-0000-7000-8000-000000000000/content', bearer(API_KEY), 404, 'asset_not_found'],
    ['/api/v1/assets/x/content', bearer(API_KEY), 404, 'route_not_found'],
  ];
  for (const [url, headers, status, code] of cases) {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await server.inject({ method, url, headers });
      expect(answer.statusCode, `${method} ${url}`).toBe(status);
      if (method === 'GET' && code) expect(answer.json().error.code).toBe(code);
    }
  }
});

test.each([
  [{}, '', (key: string) => `http://localhost:80/content/${key}`],
  [{}, '?download=true', (key: string) => `http://localhost:80/content/${key}?download=true`],
  [{ Storage__PublicBaseUrl: 'https://pictures.example/x/' }, '', (key: string) => `https://pictures.example/x/${key}`],
])('a public asset is found at its public address: %j %s', async (settings, query, expected) => {
  await using hub = await startTestApp({ settings });
  const { id, storageKey, publicUrl } = await uploadAsset(hub);
  for (const method of ['GET', 'HEAD'] as const) {
    const url = `/api/v1/assets/${id}/content${query}`;
    const answer = await hub.server.inject({ method, url, headers: bearer(API_KEY) });
    expect([answer.statusCode, answer.headers.location]).toEqual([307, expected(storageKey)]);
    expect(answer.headers['cache-control']).toBe('no-store');
  }
  expect(expected(storageKey)).toBe(query ? `${publicUrl}${query}` : publicUrl);
});

test.each(['true', 'false'])('an asset whose file is gone is not found: public %s', async (isPublic) => {
  await using hub = await startTestApp();
  const { id, storageKey } = await uploadAsset(hub, { fields: { isPublic } });
  await rm(storedFile(hub, storageKey));
  for (const method of ['GET', 'HEAD'] as const) {
    const answer = await hub.server.inject({ method, url: `/api/v1/assets/${id}/content`, headers: bearer(API_KEY) });
    expect([answer.statusCode, answer.headers.location]).toEqual([404, undefined]);
    if (method === 'GET') expect(answer.json().error.code).toBe('asset_not_found');
  }
});

const traversals = [
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/nekohub.db',
  '..%5c..%5cnekohub.db',
  '....//nekohub.db',
  '%2fetc%2fpasswd',
  '%00',
  '2026%00.png',
  '%252e%252e%252fnekohub.db',
  '.incoming/x',
  'x'.repeat(5000),
  '%e7%8c%ab.png',
  "'%20or%201=1--",
  '',
  '/',
];

test.each(traversals.map((key) => [key]))('there is nothing at /content/%s', async (key) => {
  const answer = await shared().server.inject(`/content/${key}`);
  expect(answer.statusCode).toBe(404);
  expect(answer.json().error.code).toMatch(/^(asset|route)_not_found$/);
  expect(answer.body).not.toMatch(/root:|SQLite|nekohub\.db|ENOENT|\/tmp/);
});

test('keys are found as NekoHub finds them', async () => {
  const key = assets[0]?.storageKey ?? '';
  const { server } = shared();
  const statusOf = async (url: string) => (await server.inject(url)).statusCode;
  expect(await statusOf(`/CONTENT/${key}`)).toBe(200);
  expect(await statusOf(`/content//${key}`)).toBe(200);
  expect(await statusOf(`/content/%20${key}%20`)).toBe(200);
  expect(await statusOf(`/content/${key.replaceAll('/', '%5C')}`)).toBe(200);
  expect(await statusOf(`/content/${key.replaceAll('/', '%2F')}`)).toBe(200);
  expect(await statusOf(`/content/${key}?v=2`)).toBe(200);
  expect(await statusOf(`/content/${key.toUpperCase()}`)).toBe(404);
  expect(await statusOf(`/content/${key}/more`)).toBe(404);
});

test.each(['GET', 'HEAD'] as const)('%s: an object that is missing in the storage is not there', async (method) => {
  await using hub = await startTestApp();
  const [shown, hidden] = [await uploadAsset(hub), await uploadAsset(hub, { fields: { isPublic: 'false' } })];
  for (const { storageKey } of [shown, hidden]) await rm(storedFile(hub, storageKey));
  for (const url of [`/content/${shown.storageKey}`, `/api/v1/assets/${hidden.id}/content`]) {
    const answer = await hub.server.inject({ method, url, headers: bearer(API_KEY) });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers).not.toHaveProperty('etag');
    if (method === 'GET') expect(answer.json().error.code).toBe('asset_not_found');
    expect(answer.body).not.toContain(hub.database.dataPath);
  }
});

test('what is made private is gone from its address, what is not ready never was there', async () => {
  await using hub = await startTestApp();
  const { id, storageKey } = await uploadAsset(hub);
  const status = async () => (await hub.server.inject(`/content/${storageKey}`)).statusCode;
  const patch = (isPublic: boolean) =>
    hub.server.inject({
      method: 'PATCH',
      url: `/api/v1/assets/${id}`,
      headers: bearer(API_KEY),
      payload: { isPublic },
    });
  expect(await status()).toBe(200);
  await patch(false);
  expect(await status()).toBe(404);
  await patch(true);
  expect(await status()).toBe(200);
  await hub.db.updateTable('assets').set({ status: 'failed' }).where('storage_key', '=', storageKey).execute();
  expect(await status()).toBe(404);
});

test('a derivative is served like its asset: shown with it, hidden with it', async () => {
  await using hub = await startTestApp();
  const storage = await openLocalStorage({ rootPath: hub.config.storage.localRootPath, createRoot: true });
  const rows = await addAssets(hub.db, [{ fileName: 'cat.jpg' }, { is_public: 0 }, { status: 'failed' }]);
  const small = await png(4, 3);
  const facts = { size: small.length, checksum_sha256: sha256Hex(small) };
  const answers = [];
  for (const { id } of rows) {
    const { storage_key } = await addDerivative(hub.db, id, facts);
    await storage.write(storage_key, chunksOf(small, 50));
    answers.push(await hub.server.inject(`/content/${storage_key}`));
  }
  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 404, 404]);
  expect(answers[0]?.rawPayload.equals(small)).toBe(true);
  expect(answers[0]?.headers).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(small.length),
    etag: `"${sha256Hex(small)}"`,
  });
});

test('the cache time is a setting', async () => {
  await using hub = await startTestApp({ settings: { Api__Content__CacheSeconds: '7' } });
  const { storageKey } = await uploadAsset(hub);
  expect((await hub.server.inject(`/content/${storageKey}`)).headers['cache-control']).toBe('public, max-age=7');
});
