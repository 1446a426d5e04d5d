import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets, type NewTestAsset } from '../../../test/assets.ts';
import { assetMatches } from '../../db/dialects.ts';
import { foldText } from '../../db/search-text.ts';
import { altTextIs } from './listing.ts';
import type { AssetItem } from './schema.ts';

async function search(hub: TestApp, query: string): Promise<string[]> {
  const url = `/api/v1/assets?pageSize=100&query=${encodeURIComponent(query)}`;
  const answer = await hub.server.inject({ url, headers: bearer(API_KEY) });
  expect(answer.statusCode, answer.body).toBe(200);
  const { items, total } = answer.json<{ data: { items: AssetItem[]; total: number } }>().data;
  expect(total).toBe(items.length);
  return items.map((item) => String(item.originalFileName)).sort();
}

const ASSETS: readonly NewTestAsset[] = [
  { fileName: 'cat.png', description: 'A Cat sleeps', altText: 'grey' },
  { fileName: 'dog.png', description: '100% dog_food \\ "good" \'boy\'', altText: null },
  { fileName: 'dogs.png', description: '1000 dogxfood', altText: 'NEAR the AND gate, OR NOT* (here)' },
  { fileName: 'chinese.png', description: '小猫在睡觉', altText: '图片' },
  { fileName: 'japanese.png', description: 'ねこが寝ている ネコ', altText: 'ｶﾀｶﾅ' },
  { fileName: 'emoji.png', description: '👩‍👩‍👧 🐈‍⬛', altText: '🐈' },
  { fileName: 'cafe.png', description: 'cafe\u0301', altText: 'ÄÖÜ Straße' },
  { fileName: 'greek.png', description: 'ΟΔΟΣΑ', altText: null },
  { fileName: 'wide.png', description: 'ＦＵＬＬ　ｗｉｄｔｈ', altText: 'ﬁne' },
  { fileName: null, description: null, altText: 'nameless' },
];

const SEARCHES: readonly [query: string, found: string[]][] = [
  ['cat', ['cat.png']],
  ['CAT', ['cat.png']],
  ['a cat SLEEPS', ['cat.png']],
  ['  cat  ', ['cat.png']],
  ['cat sleeps', ['cat.png']],
  ['cat.pngA', []],
  ['sleeps grey', []],
  ['cat grey', []],
  ['100%', ['dog.png']],
  ['%', ['dog.png']],
  ['d_g', []],
  ['dog_food', ['dog.png']],
  ['_', ['dog.png']],
  ['\\', ['dog.png']],
  ['"good"', ['dog.png']],
  ['"', ['dog.png']],
  ["'boy'", ['dog.png']],
  ["'; drop table assets; --", []],
  ['AND', ['dogs.png']],
  ['near the and', ['dogs.png']],
  ['OR NOT*', ['dogs.png']],
  ['*', ['dogs.png']],
  ['cat OR dog', []],
  ['cat*', []],
  ['(', ['dogs.png']],
  ['description:cat', []],
  ['猫', ['chinese.png']],
  ['小猫', ['chinese.png']],
  ['猫在睡', ['chinese.png']],
  ['猫睡', []],
  ['图', ['chinese.png']],
  ['寝て', ['japanese.png']],
  ['ネコ', ['japanese.png']],
  ['カタカナ', ['japanese.png']],
  ['ｶﾀｶﾅ', ['japanese.png']],
  ['🐈', ['emoji.png']],
  ['👩‍👩‍👧', ['emoji.png']],
  ['👧', ['emoji.png']],
  ['café', ['cafe.png']],
  ['cafe\u0301', ['cafe.png']],
  ['CAFÉ', ['cafe.png']],
  ['äöü', ['cafe.png']],
  ['STRASSE', []],
  ['straße', ['cafe.png']],
  ['οδος', ['greek.png']],
  ['ΟΔΟΣ', ['greek.png']],
  ['οδοσα', ['greek.png']],
  ['full width', ['wide.png']],
  ['ｆｕｌｌ', ['wide.png']],
  ['fine', ['wide.png']],
  ['nameless', ['null']],
  ['null', []],
  ['\u0000', []],
  ['x'.repeat(3000), []],
  ['猫'.repeat(600), []],
];

test('finds texts as people mean them, and nothing else', async () => {
  await using hub = await startTestApp();
  await addAssets(hub.db, ASSETS);
  for (const [query, found] of SEARCHES) expect(await search(hub, query), JSON.stringify(query)).toEqual(found);
});

test('is up to date after every change', async () => {
  await using hub = await startTestApp();
  const [row] = await addAssets(hub.db, [{ fileName: 'cat.png', description: 'tabby' }, { fileName: 'other.png' }]);
  const asset = { url: `/api/v1/assets/${row?.id}`, headers: bearer(API_KEY) };
  expect(await search(hub, 'tabby')).toEqual(['cat.png']);
  await hub.server.inject({ ...asset, method: 'PATCH', payload: { description: 'ginger' } });
  expect([await search(hub, 'tabby'), await search(hub, 'GINGER')]).toEqual([[], ['cat.png']]);
  await hub.server.inject({ ...asset, method: 'PATCH', payload: { originalFileName: 'tom.png', description: null } });
  expect([await search(hub, 'ginger'), await search(hub, 'tom')]).toEqual([[], ['tom.png']]);
  await hub.server.inject({ ...asset, method: 'DELETE' });
  expect([await search(hub, 'tom'), await search(hub, '.png')]).toEqual([[], ['other.png']]);
});

/** The same numbers on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('finds what a plain comparison finds, over random texts', async () => {
  await using hub = await startTestApp();
  const random = createRandom(7);
  const alphabet = Array.from('aAbB %_\\"\'*猫貓ねネ🐈éE\u0301ß　．1');
  const text = (most: number) =>
    Array.from({ length: random(most + 1) }, () => alphabet[random(alphabet.length)]).join('');
  const assets = Array.from({ length: 150 }, (_, index) => ({
    fileName: `${index}`.padStart(3, 'x'),
    description: text(12),
    altText: random(3) === 0 ? null : text(8),
  }));
  await addAssets(hub.db, assets);
  let matches = 0;
  for (let round = 0; round < 200; round += 1) {
    const query = text(4);
    const folded = foldText(query);
    const fields = (asset: (typeof assets)[number]) => [asset.fileName, asset.description, asset.altText ?? ''];
    const expected = assets.filter((asset) => fields(asset).some((part) => foldText(part).includes(folded)));
    const names = expected.map((asset) => asset.fileName).sort();
    expect(folded === '' ? names.length : await searchAll(hub, query), JSON.stringify(query)).toEqual(
      folded === '' ? assets.length : names,
    );
    matches += folded === '' ? 0 : names.length;
  }
  expect(matches).toBeGreaterThan(500);
});

/** All pages of a search. */
async function searchAll(hub: TestApp, query: string): Promise<string[]> {
  const found: string[] = [];
  for (let page = 1; ; page += 1) {
    const url = `/api/v1/assets?page=${page}&pageSize=100&query=${encodeURIComponent(query)}`;
    const answer = await hub.server.inject({ url, headers: bearer(API_KEY) });
    const { items, total } = answer.json<{ data: { items: AssetItem[]; total: number } }>().data;
    found.push(...items.map((item) => String(item.originalFileName)));
    if (found.length >= total || items.length === 0) return found.sort();
  }
}

test('asks an index instead of reading every row', async () => {
  await using hub = await startTestApp();
  const straw = Array.from({ length: 3000 }, (_, index) => ({ fileName: `${index}.png`, description: 'hay' }));
  await addAssets(hub.db, [...straw, { description: 'kitten 小猫 needle n_edle%' }]);
  // As autovacuum does from time to time: what was written lately is put into the index.
  if (hub.database.kind === 'postgresql') await sql`vacuum analyze assets`.execute(hub.db);
  for (const query of ['k', '猫', '小猫', 'needle', 'n_edle%']) {
    const find = hub.db
      .selectFrom('assets')
      .select('id')
      .where(assetMatches(hub.db, query))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(21);
    expect(await find.execute()).toHaveLength(1);
    const plan = JSON.stringify(await find.explain(undefined, ...planWords(hub)));
    for (const step of PLANS[hub.database.kind].has) expect(plan, query).toContain(step);
    expect(plan, query).not.toContain(PLANS[hub.database.kind].hasNot);
  }
});

test('finds the few without alternative text by an index', async () => {
  await using hub = await startTestApp();
  const described = Array.from({ length: 3000 }, (_, index) => ({ fileName: `${index}.png`, altText: 'A cat' }));
  await addAssets(hub.db, [...described, { altText: ' ' }, { altText: null }]);
  if (hub.database.kind === 'postgresql') await sql`vacuum analyze assets`.execute(hub.db);
  const missing = hub.db.selectFrom('assets').where(altTextIs(false));
  const page = missing.select('alt_text').orderBy('created_at', 'desc').orderBy('id', 'desc').limit(21);
  expect(await page.execute()).toHaveLength(2);
  for (const query of [page, missing.select((e) => e.fn.countAll().as('total'))]) {
    const plan = JSON.stringify(await query.explain(undefined, ...planWords(hub)));
    expect(plan).toContain('assets_without_alt_text');
  }
});

test('finds the few of a state, a visibility or an alternative text by an index, in their order', async () => {
  await using hub = await startTestApp();
  const many = Array.from({ length: 3000 }, (_, index) => ({ fileName: `${index}.png`, created_at: index }));
  await addAssets(hub.db, [
    ...many,
    { status: 'failed', created_at: 2 },
    { status: 'failed', created_at: 1 },
    { is_public: 0, created_at: 4 },
    { is_public: 0, created_at: 3 },
    { altText: 'A cat', created_at: 6 },
    { altText: 'A dog', created_at: 5 },
  ]);
  if (hub.database.kind === 'postgresql') await sql`vacuum analyze assets`.execute(hub.db);
  const assets = hub.db.selectFrom('assets');
  for (const [index, few] of [
    ['assets_status_created', assets.where('status', '=', 'failed')],
    ['assets_visibility_created', assets.where('is_public', '=', 0)],
    ['assets_with_alt_text', assets.where(altTextIs(true))],
  ] as const) {
    const page = few.select('alt_text').orderBy('created_at', 'desc').orderBy('id', 'desc').limit(21);
    expect(await page.execute()).toHaveLength(2);
    const plan = JSON.stringify(await page.explain(undefined, ...planWords(hub)));
    expect(plan).toContain(index);
    // Two rows are sorted as fast as they are read in order; SQLite knows no numbers and would sort very many too.
    if (hub.database.kind === 'sqlite') expect(plan).not.toContain('TEMP B-TREE');
  }
});

const PLANS = {
  postgresql: { has: ['Bitmap Index Scan on assets_search'], hasNot: 'Seq Scan' },
  sqlite: {
    has: ['SEARCH assets USING INTEGER PRIMARY KEY', 'asset_search VIRTUAL TABLE INDEX'],
    hasNot: 'SCAN assets',
  },
};

/** SQLite shows its byte code unless it is asked for the plan. */
const planWords = (hub: TestApp) => (hub.database.kind === 'sqlite' ? [sql`query plan`] : []);
