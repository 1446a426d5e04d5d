import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets } from '../../../test/assets.ts';
import type { AssetItem } from './schema.ts';

interface Page {
  items: AssetItem[];
  total: number;
  nextCursor: string | null;
}

async function list(hub: TestApp, query: string): Promise<Page> {
  const answer = await hub.server.inject({ url: `/api/v1/assets${query}`, headers: bearer(API_KEY) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ data: Page }>().data;
}

const ORDERS = ['', 'orderDirection=asc&', 'orderBy=size&', 'orderBy=size&orderDirection=asc&'];

test.each(ORDERS.map((order) => [order]))(
  'a cursor walks every row once while others are added: ?%s',
  async (order) => {
    await using hub = await startTestApp();
    const make = (count: number, name: string) =>
      Array.from({ length: count }, (_, index) => ({
        fileName: `${name}${index}`,
        size: 100 + (index % 4),
        created_at: 1000 + (index % 7),
      }));
    await addAssets(hub.db, make(57, 'old'));
    const expected = (await list(hub, `?${order}pageSize=100`)).items.map((item) => item.originalFileName);
    const seen: (string | null)[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const found: Page = await list(hub, `?${order}pageSize=10&cursor=${cursor}`);
      expect(found.total).toBe(57 + page * 7);
      seen.push(...found.items.map((item) => item.originalFileName));
      cursor = found.nextCursor;
      await addAssets(hub.db, make(7, `new${page}-`));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((name) => name?.startsWith('old'))).toEqual(expected);
  },
);

test('a cursor goes with filters, and wins over a page', async () => {
  await using hub = await startTestApp();
  const names = ['a', 'b', 'c', 'd', 'e'];
  const rows = names.map(
    (fileName, index) => ({ fileName, created_at: index, is_public: index === 2 ? 0 : 1 }) as const,
  );
  await addAssets(hub.db, rows);
  const namesOf = (page: Page) => page.items.map((item) => item.originalFileName);
  const first = await list(hub, '?isPublic=true&pageSize=2');
  expect([namesOf(first), first.total]).toEqual([['e', 'd'], 4]);
  const second = await list(hub, `?isPublic=true&pageSize=2&page=7&cursor=${first.nextCursor}`);
  expect([namesOf(second), second.total, second.nextCursor]).toEqual([['b', 'a'], 4, null]);
});
