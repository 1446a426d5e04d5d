import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets, type NewTestAsset } from '../../../test/assets.ts';
import { counters, recount } from '../../../test/counts.ts';
import { shareTestApp } from '../../../test/shared-app.ts';

const NEW: NewTestAsset = { fileName: 'cat.png', description: 'a', altText: 'b' };
const patch = (hub: TestApp, id: string | undefined, payload: string | object | undefined) =>
  hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: { ...bearer(API_KEY), 'content-type': 'application/json' },
    payload,
  });

const shared = shareTestApp();

const BEFORE = { originalFileName: 'cat.png', description: 'a', altText: 'b', isPublic: true };

test.each<[body: object, change: object]>([
  [{}, {}],
  [{ description: 'x' }, { description: 'x' }],
  [{ description: null }, { description: null }],
  [{ description: '' }, { description: '' }],
  [{ description: '  x ' }, { description: '  x ' }],
  [
    { altText: null, description: '猫🐈' },
    { altText: null, description: '猫🐈' },
  ],
  [{ description: '🐈'.repeat(500) }, { description: '🐈'.repeat(500) }],
  [{ altText: '\ud83d' }, { altText: '\ufffd' }],
  [{ originalFileName: null }, { originalFileName: null }],
  [{ originalFileName: ' ../x/tom.png ' }, { originalFileName: 'tom.png' }],
  [{ originalFileName: 'C:\\cats\\tom.png' }, { originalFileName: 'tom.png' }],
  [{ originalFileName: 'gnp.\u202etac\u0007' }, { originalFileName: 'gnp.tac' }],
  [{ originalFileName: 'a'.repeat(512) }, { originalFileName: 'a'.repeat(512) }],
  [{ originalFileName: '\ud83d.png' }, { originalFileName: '\ufffd.png' }],
  [{ isPublic: false }, { isPublic: false, publicUrl: null }],
  [
    { DESCRIPTION: 'x', AltText: null, ISPUBLIC: false },
    { description: 'x', altText: null, isPublic: false },
  ],
  [{ Description: 'other case', description: 'exact' }, { description: 'exact' }],
  [{ id: 'x', size: 1, status: 'failed', contentType: 'x', storageKey: '../x' }, {}],
])('%j', async (body, change) => {
  const hub = shared();
  const [row] = await addAssets(hub.db, [NEW]);
  const answer = await patch(hub, row?.id, JSON.stringify(body));
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json().data).toMatchObject({ ...BEFORE, ...change, updatedAtUtc: '2026-04-08T12:00:00.000Z' });
  expect(answer.json().data).toMatchObject({ id: row?.id, status: 'ready', size: 1000, storageKey: row?.storage_key });
  const read = await hub.server.inject({ url: `/api/v1/assets/${row?.id}`, headers: bearer(API_KEY) });
  expect(read.json()).toEqual(answer.json());
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
});

test.each<[body: string | undefined, code: string, fieldName: string | undefined]>([
  ['{"isPublic":null}', 'request_invalid', 'isPublic'],
  ['{"isPublic":"yes"}', 'request_invalid', 'isPublic'],
  ['{"isPublic":""}', 'request_invalid', 'isPublic'],
  ['{"isPublic":1}', 'request_invalid', 'isPublic'],
  ['{"ISPUBLIC":1}', 'request_invalid', 'isPublic'],
  ['{"description":5}', 'request_invalid', 'description'],
  ['{"description":["x"]}', 'request_invalid', 'description'],
  ['{"altText":{}}', 'request_invalid', 'altText'],
  ['{"originalFileName":true}', 'request_invalid', 'originalFileName'],
  ['{"description":"\\u0000"}', 'request_invalid', undefined],
  ['{"description":', 'request_invalid', undefined],
  ['{"description":"x",}', 'request_invalid', undefined],
  ['null', 'request_invalid', undefined],
  ['[]', 'request_invalid', undefined],
  ['"x"', 'request_invalid', undefined],
  ['', 'request_invalid', undefined],
  [undefined, 'request_invalid', undefined],
  [JSON.stringify({ description: 'a'.repeat(1001) }), 'asset_description_too_long', 'description'],
  [JSON.stringify({ altText: 'a'.repeat(1001) }), 'asset_alt_text_too_long', 'altText'],
  [JSON.stringify({ originalFileName: 'a'.repeat(513) }), 'asset_filename_too_long', 'originalFileName'],
  ['{"originalFileName":""}', 'asset_filename_invalid', 'originalFileName'],
  ['{"originalFileName":" "}', 'asset_filename_invalid', 'originalFileName'],
  ['{"originalFileName":"a/"}', 'asset_filename_invalid', 'originalFileName'],
  ['{"originalFileName":"..\\\\"}', 'asset_filename_invalid', 'originalFileName'],
])('%s is refused as %s, and nothing changes', async (body, code, fieldName) => {
  const hub = shared();
  const [row] = await addAssets(hub.db, [NEW]);
  const answer = await patch(hub, row?.id, body);
  expect([answer.statusCode, answer.json().error.code, answer.json().error.field]).toEqual([400, code, fieldName]);
  const [after] = await hub.db
    .selectFrom('assets')
    .selectAll()
    .where('seq', '=', row?.seq ?? 0)
    .execute();
  expect(after).toMatchObject({ ...row });
});

test('what is wrong with a text is said before that the asset is unknown, a bad name after', async () => {
  await using hub = await startTestApp();
  const nobody = '0196a000-0000-7000-8000-000000000000';
  const codeOf = async (body: object) => (await patch(hub, nobody, body)).json().error.code;
  expect(await codeOf({ description: 'a'.repeat(1001) })).toBe('asset_description_too_long');
  expect(await codeOf({ originalFileName: ' ' })).toBe('asset_not_found');
  expect(await codeOf({})).toBe('asset_not_found');
});

test('every change is later than the one before, also within a millisecond', async () => {
  await using hub = await startTestApp();
  const [row] = await addAssets(hub.db, [NEW]);
  const seen = new Set<string>();
  for (let round = 0; round < 5; round += 1) seen.add((await patch(hub, row?.id, {})).json().data.updatedAtUtc);
  expect([...seen]).toEqual([...seen].sort());
  expect(seen.size).toBe(5);
});

test('many changes at once, back and forth, keep the counters right', async () => {
  await using hub = await startTestApp();
  const rows = await addAssets(
    hub.db,
    Array.from({ length: 10 }, (_, index) => ({ is_public: index % 2 === 0 ? 1 : 0 })),
  );
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      patch(hub, rows[index % rows.length]?.id, {
        isPublic: (index + Math.floor(index / 10)) % 2 === 0,
        description: `${index}`,
      }),
    ),
  );
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(100).fill(200));
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
  const list = await hub.server.inject({ url: '/api/v1/assets?isPublic=true', headers: bearer(API_KEY) });
  expect(list.json().data.total).toBe(list.json().data.items.length);
});

test('a change and a deletion at once: the change comes first or not at all', async () => {
  await using hub = await startTestApp();
  const rows = await addAssets(
    hub.db,
    Array.from({ length: 20 }, () => NEW),
  );
  const rounds = rows.map(async ({ id }, index) => {
    const change = () => patch(hub, id, { isPublic: false });
    const remove = () => hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${id}`, headers: bearer(API_KEY) });
    const both = await Promise.all(index % 2 === 0 ? [change(), remove()] : [remove(), change()]);
    const [changed, removed] = index % 2 === 0 ? both : both.toReversed();
    expect([200, 404]).toContain(changed?.statusCode);
    expect(removed?.statusCode).toBe(200);
  });
  await Promise.all(rounds);
  expect(await counters(hub.db)).toEqual([]);
  expect(await hub.db.selectFrom('assets').select('id').execute()).toEqual([]);
});
