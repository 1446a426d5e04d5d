import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets, addDerivative, type NewTestAsset } from '../../../test/assets.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import type { AssetItem } from './schema.ts';

interface Page {
  items: AssetItem[];
  page: number;
  pageSize: number;
  total: number;
  nextCursor: string | null;
}

const get = (hub: TestApp, query: string) =>
  hub.server.inject({ url: `/api/v1/assets${query}`, headers: bearer(API_KEY) });

async function list(hub: TestApp, query: string): Promise<Page> {
  const answer = await get(hub, query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ data: Page }>().data;
}

const namesOf = (page: Page): string => page.items.map((item) => item.originalFileName).join('');

/** Six assets whose order differs by everything there is to order by. Ids are in the order of the names. */
const ids = Array.from({ length: 6 }, (_, index) => `0196a000-0000-7000-8000-00000000000${index}`);
const ASSETS = [
  { fileName: 'a', size: 300, created_at: 1000, altText: 'Moon' },
  { fileName: 'b', size: 100, created_at: 2000, is_public: 0, altText: ' ' },
  { fileName: 'c', size: 200, created_at: 1000, content_type: 'image/jpeg' },
  { fileName: 'd', size: 100, created_at: 3000, content_type: 'image/jpeg', is_public: 0 },
  { fileName: 'e', size: 100, created_at: 2000, status: 'failed' },
  { fileName: 'f', size: 400, created_at: 3000, status: 'pending', content_type: 'image/gif' },
].map((asset, index) => ({ ...asset, id: ids[index] }) as NewTestAsset);

describe('parameters', () => {
  const hub = shareTestApp({}, ({ db }) => addAssets(db, ASSETS));

  test.each<[query: string, names: string, effective?: Partial<Page>]>([
    ['', 'fdebca', { page: 1, pageSize: 20, total: 6, nextCursor: null }],
    ['?', 'fdebca'],
    ['?page=1&pageSize=2', 'fd', { page: 1, pageSize: 2, total: 6, nextCursor: expect.any(String) }],
    ['?page=3&pageSize=2', 'ca', { page: 3, pageSize: 2, total: 6, nextCursor: null }],
    ['?page=4&pageSize=2', '', { page: 4, pageSize: 2, total: 6, nextCursor: null }],
    ['?page=0', 'fdebca', { page: 1 }],
    ['?page=-1', 'fdebca', { page: 1 }],
    ['?page=', 'fdebca', { page: 1 }],
    ['?page=3&pageSize=2&page=1', 'ca', { page: 3 }],
    ['?page=&page=2', 'fdebca', { page: 1 }],
    ['?query=a&query=c', 'a', { total: 1 }],
    ['?page=2147483648', '', { pageSize: 20, total: 6 }],
    ['?page=99999999999999999999', '', { pageSize: 20, total: 6 }],
    ['?page=99999999999999999999&pageSize=100', '', { total: 6 }],
    ['?pageSize=0', 'fdebca', { pageSize: 20 }],
    ['?pageSize=-5', 'fdebca', { pageSize: 20 }],
    ['?pageSize=1000000000', 'fdebca', { pageSize: 100 }],
    ['?PAGESIZE=1&Page=2', 'd', { page: 2, pageSize: 1 }],
    ['?orderBy=createdAt', 'fdebca'],
    ['?orderBy=createdAtUtc&orderDirection=desc', 'fdebca'],
    ['?orderDirection=asc', 'acbedf'],
    ['?orderBy=CREATEDAT&orderDirection=ASC', 'acbedf'],
    ['?orderBy=size', 'facdeb'],
    ['?orderBy=size&orderDirection=asc', 'dbecaf'],
    ['?orderBy=Size&orderDirection=sideways', 'facdeb'],
    ['?sortBy=size&sortDirection=asc', 'dbecaf'],
    ['?orderBy=&sortBy=size', 'facdeb'],
    ['?orderBy=createdAt&sortBy=size', 'fdebca'],
    ['?orderDirection=asc&sortDirection=desc', 'acbedf'],
    ['?orderBy=name', 'fdebca'],
    ['?orderBy=constructor&sortBy=x', 'fdebca'],
    ['?orderBy=__proto__', 'fdebca'],
    ['?status=ready', 'dbca', { total: 4 }],
    ['?status=%20READY%20', 'dbca', { total: 4 }],
    ['?status=failed', 'e', { total: 1 }],
    ['?status=deleted', '', { total: 0 }],
    ['?status=unknown', 'fdebca', { total: 6 }],
    ['?status=constructor', 'fdebca', { total: 6 }],
    ['?isPublic=true', 'feca', { total: 4 }],
    ['?isPublic=False', 'db', { total: 2 }],
    ['?isPublic=maybe', 'fdebca', { total: 6 }],
    ['?isPublic=constructor', 'fdebca', { total: 6 }],
    ['?isPublic=__proto__', 'fdebca', { total: 6 }],
    ['?hasAltText=true', 'a', { total: 1 }],
    ['?hasAltText=false', 'fdebc', { total: 5 }],
    ['?hasAltText=', 'fdebca', { total: 6 }],
    ['?hasAltText=False&isPublic=true', 'fec', { total: 3 }],
    ['?createdFrom=1970-01-01T00:00:02Z', 'fdeb', { total: 4 }],
    ['?createdTo=1970-01-01T00:00:02.000Z', 'ebca', { total: 4 }],
    ['?createdFrom=1970-01-01T00:00:02Z&createdTo=1970-01-01T00:00:02Z&isPublic=true', 'e', { total: 1 }],
    ['?createdFrom=', 'fdebca', { total: 6 }],
    [`?storageProviderProfileId=${ids[0]}`, '', { total: 0 }],
    ['?createdFrom=1970-01-01T00:00:03%2B00:00', 'fd', { total: 2 }],
    ['?createdFrom=1970-01-02', '', { total: 0 }],
    ['?createdFrom=1970-01-02&createdTo=1970-01-01', '', { total: 0 }],
    ['?previews=false', 'fdebca', { total: 6 }],
    ['?contentType=image/jpeg', 'dc', { total: 2 }],
    ['?contentType=IMAGE/JPEG', 'dc', { total: 2 }],
    ['?contentType=image/*', 'fdebca', { total: 6 }],
    ['?contentType=ima/*', '', { total: 0 }],
    ['?contentType=/*', '', { total: 0 }],
    ['?contentType=image/j*', '', { total: 0 }],
    ['?contentType=image/%25', '', { total: 0 }],
    ['?contentType=%25/*', '', { total: 0 }],
    ['?contentType=image/_peg', '', { total: 0 }],
    ['?contentType=%00', '', { total: 0 }],
    ['?contentType=', 'fdebca', { total: 6 }],
    ['?status=ready&isPublic=true&contentType=image/png', 'a', { total: 1 }],
    ['?query=c', 'c', { total: 1 }],
    ['?keyword=c', 'c', { total: 1 }],
    ['?query=&keyword=c', 'c', { total: 1 }],
    ['?query=a&keyword=c', 'a', { total: 1 }],
    ['?query=%20%20', 'fdebca', { total: 6 }],
    ['?query=d&isPublic=true', '', { total: 0 }],
    ['?query=d&isPublic=false&status=ready&contentType=image/*', 'd', { total: 1 }],
    ['?unknown=1&x[]=2&__proto__=3', 'fdebca', { total: 6 }],
  ])('%s', async (query, names, effective = {}) => {
    const page = await list(hub(), query);
    expect(namesOf(page)).toBe(names);
    expect(page).toMatchObject(effective);
  });

  test.each([
    ['?page=abc', 'page'],
    ['?page=1.5', 'page'],
    ['?page=0x10', 'page'],
    ['?pageSize=ten', 'pageSize'],
    ['?pageSize=1e9', 'pageSize'],
    ['?PAGESIZE=ten', 'pageSize'],
    ['?page=x&page=2', 'page'],
    ['?createdFrom=yesterday', 'createdFrom'],
    ['?createdTo=2026-13-45', 'createdTo'],
    ['?createdTo=2026-05-01T00:00:00', 'createdTo'],
    ['?createdTo=2026-05-01%00', 'createdTo'],
    ['?hasAltText=maybe', 'hasAltText'],
    ['?hasalttext=1', 'hasAltText'],
    ['?previews=yes', 'previews'],
    ['?storageProviderProfileId=nonsense', 'storageProviderProfileId'],
    ['?cursor=nonsense', 'cursor'],
    ['?cursor=W10', 'cursor'],
    [`?cursor=${Buffer.from('[1,2,"x"]').toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from(`[1,2.5,"${ids[0]}"]`).toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from(`[1e300,2,"${ids[0]}"]`).toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from('[1,2,"\\u0000"]').toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from('{"length":3}').toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from('null').toString('base64url')}`, 'cursor'],
  ])('%s is refused, and the field is named', async (query, fieldName) => {
    const answer = await get(hub(), query);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({ code: 'request_invalid', status: 400, field: fieldName });
    expect(answer.json().error.message).toContain(fieldName);
  });
});

test('texts that are too long to be anything are refused', async () => {
  await using hub = await startTestApp();
  for (const [fieldName, text] of [
    ['query', 'a'.repeat(4001)],
    ['cursor', 'A'.repeat(4001)],
  ]) {
    const answer = await get(hub, `?${fieldName}=${text}`);
    expect([answer.statusCode, answer.json().error.field]).toEqual([400, fieldName]);
  }
});

test('an item shows what the contract says and what stands for the picture, and nothing more', async () => {
  await using hub = await startTestApp();
  const [, shown] = await addAssets(hub.db, [{ is_public: 0 }, { fileName: null, created_at: 5000, updated_at: 6000 }]);
  const { items } = await list(hub, '');
  expect(items[0]).toEqual({
    id: shown?.id,
    type: 'image',
    status: 'ready',
    originalFileName: null,
    contentType: 'image/png',
    size: 1000,
    width: 40,
    height: 30,
    storageProvider: 'local',
    storageProviderProfileId: null,
    publicUrl: `http://localhost:80/content/${shown?.storage_key}`,
    isPublic: true,
    createdAtUtc: '1970-01-01T00:00:05.000Z',
    updatedAtUtc: '1970-01-01T00:00:06.000Z',
    thumbnailUrl: null,
    thumbhash: null,
    dominantColor: null,
  });
  expect(items[1]).toMatchObject({ isPublic: false, publicUrl: null });
});

test('items tell their smaller copies when that is asked for, public ones alone', async () => {
  await using hub = await startTestApp();
  const [shown, hidden] = await addAssets(hub.db, [{ created_at: 2 }, { created_at: 1, is_public: 0 }]);
  for (const [asset, key] of [
    [shown, 'k/shown.webp'],
    [hidden, 'k/hidden.webp'],
  ] as const) {
    await addDerivative(hub.db, asset?.id ?? '', { kind: 'webp_256', width: 40, height: 30, storage_key: key });
  }
  const { items } = await list(hub, '?previews=true');
  expect(items.map(({ previews }) => previews)).toEqual([
    [{ url: 'http://localhost:80/content/k/shown.webp', width: 40, height: 30 }],
    [],
  ]);
});

test('a list that was just sent is sent anew after every change', async () => {
  await using hub = await startTestApp();
  const [row] = await addAssets(hub.db, [{ fileName: 'a' }]);
  const one = { url: `/api/v1/assets/${row?.id}`, headers: bearer(API_KEY) };
  for (let round = 0; round < 2; round += 1) expect(namesOf(await list(hub, ''))).toBe('a');
  await hub.server.inject({ ...one, method: 'PATCH', payload: { originalFileName: 'b' } });
  expect(namesOf(await list(hub, ''))).toBe('b');
  await addAssets(hub.db, [{ fileName: 'c', created_at: 9 }]);
  expect(namesOf(await list(hub, ''))).toBe('cb');
  await hub.server.inject({ ...one, method: 'DELETE' });
  expect(await list(hub, '')).toMatchObject({ total: 1, items: [{ originalFileName: 'c' }] });
});
