import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets, addDerivative, type NewTestAsset } from '../../../test/assets.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import type { PublicAsset, PublicAssetItem } from './schema.ts';

const list = async (hub: TestApp, query = '') => {
  const answer = await hub.server.inject(`/api/v1/public/assets${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ data: { items: PublicAssetItem[]; total: number } }>().data;
};

/** Ids in the order of the names; each differs in shape, size and time. */
const ASSETS = [
  { fileName: 'a', width: 40, height: 30, size: 300, created_at: 1000 },
  { fileName: 'b', width: 30, height: 40, size: 100, created_at: 2000 },
  { fileName: 'c', width: 30, height: 30, size: 200, created_at: 3000 },
  { fileName: 'd', width: 50, height: 20, size: 400, created_at: 4000 },
  { fileName: 'x', width: 40, height: 30, size: 500, created_at: 5000, is_public: 0 },
] as const satisfies NewTestAsset[];

const shared = shareTestApp({}, ({ db }) => addAssets(db, ASSETS));

test.each([
  ['', 'dcba'],
  ['?orderDirection=asc', 'abcd'],
  ['?orderBy=size', 'dacb'],
  ['?orderBy=size&orderDirection=asc', 'bcad'],
  ['?orderBy=id', 'dcba'],
  ['?orientation=landscape', 'da'],
  ['?orientation=Portrait', 'b'],
  ['?orientation=square', 'c'],
  ['?orientation=round', 'dcba'],
  ['?orientation=square&query=a', ''],
])('the public list %s', async (query, names) => {
  const { items, total } = await list(shared(), query);
  expect(items.map(({ originalFileName }) => originalFileName).join('')).toBe(names);
  expect(total).toBe(names.length);
});

test('a page of the list in every order goes on where the one before ended', async () => {
  for (const order of ['', '&orderBy=size', '&orderBy=size&orderDirection=asc', '&orderDirection=asc']) {
    const whole = (await list(shared(), `?pageSize=10${order}`)).items;
    const pages = await Promise.all([1, 2].map((page) => list(shared(), `?pageSize=2&page=${page}${order}`)));
    expect(pages.flatMap(({ items }) => items)).toEqual(whole);
  }
});

test('an item brings its smaller copies in WebP, one a width, the narrowest first', async () => {
  await using hub = await startTestApp();
  const [asset, hidden] = await addAssets(hub.db, [{ width: 900, height: 600 }, { is_public: 0 }]);
  const add = (kind: string, width: number, storageKey: string, assetId = asset?.id ?? '') =>
    addDerivative(hub.db, assetId, { kind, width, height: Math.round(width / 1.5), storage_key: storageKey });
  // The larger ones of a picture that is smaller than they might be are equally wide.
  await add('webp_1280', 900, 'k/1280.webp');
  await add('webp_640', 900, 'k/640.webp');
  await add('webp_256', 256, 'k/256.webp');
  await add('thumbnail_256', 255, 'k/256.png');
  await add('watermark', 901, 'k/mark.webp');
  await add('webp_256', 256, 'k/hidden.webp', hidden?.id);

  const one = await hub.server.inject(`/api/v1/public/assets/${asset?.id}`);
  for (const { previews } of [...(await list(hub)).items, one.json<{ data: PublicAsset }>().data]) {
    expect(previews.map(({ width }) => width)).toEqual([256, 900]);
    expect(previews[0]?.url).toBe('http://localhost:80/content/k/256.webp');
    expect(previews[1]?.url).toMatch(/^http:\/\/localhost:80\/content\/k\/(640|1280)\.webp$/);
  }
});
