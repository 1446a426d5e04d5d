import { rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets, addDerivative } from '../../../test/assets.ts';
import { counters, NO_TRACES, recount, removeObjects, tracesOf, waitingForRemoval } from '../../../test/counts.ts';
import { gif, jpeg, png } from '../../../test/images.ts';
import { chunksOf } from '../../../test/objects.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { listen } from '../../../test/socket.ts';
import { addStorage } from '../../../test/storage-profiles.ts';
import { storedFile, storedFiles, uploadAsset } from '../../../test/upload.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import { up as countAnew } from '../../db/migrations/0020-counters-by-storage.ts';
import { newStorageKey } from '../../storage/keys.ts';
import { openLocalStorage } from '../../storage/local.ts';
import { FILE_COLUMNS } from './versions-repo.ts';

const remove = (hub: TestApp, id: string | undefined, payload?: string | object, type?: string) =>
  hub.server.inject({
    method: 'DELETE',
    url: `/api/v1/assets/${id}`,
    headers: { ...bearer(API_KEY), ...(type === undefined ? {} : { 'content-type': type }) },
    payload,
  });

const removeMany = (hub: TestApp, payload: unknown, type = 'application/json') =>
  hub.server.inject({
    method: 'POST',
    url: '/api/v1/assets/batch-delete',
    headers: { ...bearer(API_KEY), 'content-type': type },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

const newId = (last: number) => `0196a000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const KEPT = newId(1);

/** With one asset that all tests leave alone. */
const shared = shareTestApp({ settings: { Api__Assets__MaxBatchSize: '10' } }, ({ db }) =>
  addAssets(db, [{ id: KEPT as never }]),
);

test.each<[string, payload?: string, type?: string]>([
  ['no body'],
  ['an empty JSON body', '', 'application/json'],
  ['an empty form', '', 'application/x-www-form-urlencoded'],
  ['null', 'null', 'application/json'],
  ['an empty object', '{}', 'application/json'],
  ['a commit message', '{"commitMessage":"Remove the cat"}', 'application/json; charset=utf-8'],
  ['no commit message', '{"commitMessage":null}', 'application/json'],
])('deletes with %s: row, index, counter and file go', async (_name, payload, type) => {
  const hub = shared();
  const { id } = await uploadAsset(hub);
  const answer = await remove(hub, id, payload, type);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toEqual({ data: { id, status: 'deleted', deletedAtUtc: '2026-04-08T12:00:00.000Z' } });
  expect(await tracesOf(hub)).toEqual({ ...NO_TRACES, rows: 1, indexed: 1, counted: 1, bytes: 1000 });
  const again = await remove(hub, id, payload, type);
  expect([again.statusCode, again.json().error.code]).toEqual([404, 'asset_not_found']);
});

test.each([
  ['{"commitMessage":5}', 'application/json', 400],
  ['[]', 'application/json', 400],
  ['{', 'application/json', 400],
  ['x=1', 'application/x-www-form-urlencoded', 415],
  ['x', 'text/plain', 415],
])('does not delete with the body %s', async (payload, type, status) => {
  const hub = shared();
  const answer = await remove(hub, KEPT, payload, type);
  expect([answer.statusCode, answer.json().error.status]).toEqual([status, status]);
  expect(await tracesOf(hub)).toMatchObject({ rows: 1, indexed: 1, counted: 1 });
});

test('a file that is gone already does not keep an asset from going', async () => {
  await using hub = await startTestApp();
  const { id, storageKey } = await uploadAsset(hub);
  await rm(storedFile(hub, storageKey));
  expect((await remove(hub, id)).statusCode).toBe(200);
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test('derivatives go with their asset, those of others stay', async () => {
  await using hub = await startTestApp();
  const storage = await openLocalStorage({ rootPath: hub.config.storage.localRootPath, createRoot: true });
  const [cat, dog] = [await uploadAsset(hub), await uploadAsset(hub)];
  const thumbnails = [await addDerivative(hub.db, cat.id), await addDerivative(hub.db, dog.id)];
  for (const { storage_key } of thumbnails) await storage.write(storage_key, chunksOf(await png(), 100));
  expect(await storedFiles(hub)).toHaveLength(4);
  await remove(hub, cat.id);
  await removeObjects(hub);
  expect(await storedFiles(hub)).toEqual([dog.storageKey, thumbnails[1]?.storage_key].sort());
});

test('of many deletions at once, one is the one', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub);
  const answers = await Promise.all(Array.from({ length: 10 }, () => remove(hub, id)));
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, ...Array(9).fill(404)]);
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
  expect(await waitingForRemoval(hub)).toEqual([]);
});

test.each<[string, (ids: string[]) => unknown, requested: number, deleted: number, notFound: string[]]>([
  ['a bare array', (ids) => ids, 2, 2, []],
  ['an object', (ids) => ({ ids }), 2, 2, []],
  ['an object in another case', (ids) => ({ IDS: ids }), 2, 2, []],
  ['ids of any spelling', ([a = '', b = '']) => [a.toUpperCase(), `{${b.replaceAll('-', '')}}`], 2, 2, []],
  ['unknown ids, in their order', (ids) => [newId(9), ids[0], newId(8)], 3, 1, [newId(9), newId(8)]],
  ['an id twice', ([a]) => [a, a?.toUpperCase(), newId(9), newId(9)], 4, 1, [newId(9)]],
  ['an empty array', () => [], 0, 0, []],
  ['null', () => null, 0, 0, []],
  ['an empty body', () => '', 0, 0, []],
  ['an object without ids in it', () => ({ ids: [] }), 0, 0, []],
])('deletes several: %s', async (_name, body, requestedCount, deletedCount, notFoundIds) => {
  await using hub = await startTestApp();
  const rows = await addAssets(hub.db, [{}, { is_public: 0 }, {}]);
  const answer = await removeMany(hub, body(rows.slice(0, 2).map((row) => row.id)));
  expect(answer.statusCode, answer.body).toBe(200);
  const results = answer.json().data.results as { id: string; status: string; errorCode: null }[];
  expect(answer.json()).toEqual({ data: { requestedCount, deletedCount, notFoundIds, results } });
  expect(results.map(({ status }) => status).filter((status) => status === 'deleted')).toHaveLength(deletedCount);
  expect(results.filter(({ status }) => status === 'notFound').map(({ id }) => id)).toEqual(notFoundIds);
  expect(results).toHaveLength(deletedCount + notFoundIds.length);
  expect(await tracesOf(hub)).toMatchObject({
    rows: 3 - deletedCount,
    indexed: 3 - deletedCount,
    counted: 3 - deletedCount,
  });
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
});

test('assets with as many former originals as can be kept go in one batch', async () => {
  await using hub = await startTestApp();
  const assets = await addAssets(
    hub.db,
    Array.from({ length: 20 }, () => ({})),
  );
  const versions = assets.flatMap((asset) =>
    Array.from({ length: 1000 }, (_, index) => ({
      ...Object.fromEntries(FILE_COLUMNS.map((column) => [column, asset[column]])),
      asset_id: asset.id,
      number: index + 1,
      storage_key: newStorageKey(0, '.png'),
      replaced_by: 'exif-strip',
      replaced_at: 0,
    })),
  );
  for (let start = 0; start < versions.length; start += 500) {
    await hub.db
      .insertInto('asset_versions')
      .values(versions.slice(start, start + 500) as never)
      .execute();
  }
  const answer = await removeMany(hub, { ids: assets.map(({ id }) => id) });
  expect(answer.json()).toMatchObject({ data: { deletedCount: 20 } });
  const noted = await hub.db.selectFrom('object_removals').select('storage_key').execute();
  expect(noted).toHaveLength(20 * 1001);
});

test.each<[unknown, field?: RegExp]>([
  [['x'], /ids/],
  [[newId(1), ''], /ids/],
  [[newId(1), null]],
  [[newId(1), 5]],
  [{ ids: 'x' }],
  [{ ids: null }],
  [{}],
  ['"x"'],
  ['['],
  [Array.from({ length: 11 }, (_, index) => newId(index)), /ids/],
])('deletes nothing for %j', async (body, fieldName) => {
  const hub = shared();
  const answer = await removeMany(hub, body);
  const { error } = answer.json();
  expect([answer.statusCode, error.status]).toEqual([400, 400]);
  expect(['request_invalid', 'asset_batch_too_large']).toContain(error.code);
  if (fieldName) expect(error.field).toMatch(fieldName);
  expect(await tracesOf(hub)).toMatchObject({ rows: 1, counted: 1 });
});

test('takes a batch of exactly the allowed size, and two that overlap', async () => {
  await using hub = await startTestApp({ settings: { Api__Assets__MaxBatchSize: '10' } });
  const rows = await addAssets(
    hub.db,
    Array.from({ length: 10 }, () => ({})),
  );
  const ids = rows.map((row) => row.id);
  const answers = await Promise.all([removeMany(hub, ids), removeMany(hub, ids.toReversed())]);
  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200]);
  expect(answers.reduce((sum, answer) => sum + answer.json().data.deletedCount, 0)).toBe(10);
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test('while many go, other requests are answered', async () => {
  await using hub = await startTestApp();
  const rows = await addAssets(
    hub.db,
    Array.from({ length: 200 }, (_, index) => ({ fileName: `${index}.png`, is_public: index % 2 === 0 ? 1 : 0 })),
  );
  // Really listening: what is injected would never let go of the event loop.
  const url = `http://127.0.0.1:${await listen(hub)}/api/v1/assets?pageSize=1`;
  let running = true;
  const batch = removeMany(
    hub,
    rows.map((row) => row.id),
  ).finally(() => {
    running = false;
  });
  const totals: number[] = [];
  while (running) {
    const answer = await fetch(url, { headers: bearer(API_KEY) });
    totals.push(((await answer.json()) as { data: { total: number } }).data.total);
  }
  expect((await batch).json().data).toMatchObject({ requestedCount: 200, deletedCount: 200, notFoundIds: [] });
  // Seen at several stages of the batch.
  expect(new Set(totals).size).toBeGreaterThan(2);
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
  expect(await tracesOf(hub)).toEqual(NO_TRACES);
});

test('batches that overlap, changes and uploads at the same time do not wait for each other for ever', async () => {
  await using hub = await startTestApp();
  const rows = await addAssets(
    hub.db,
    Array.from({ length: 120 }, (_, index) => ({ is_public: index % 3 === 0 ? 0 : 1 })),
  );
  const ids = rows.map((row) => row.id);
  const patches = ids.map((id, index) =>
    hub.server.inject({
      method: 'PATCH',
      url: `/api/v1/assets/${id}`,
      headers: bearer(API_KEY),
      payload: { isPublic: index % 2 === 0 },
    }),
  );
  const batches = [removeMany(hub, ids), removeMany(hub, ids.toReversed()), removeMany(hub, ids.slice(30))];
  const uploads = [uploadAsset(hub), uploadAsset(hub, { fields: { isPublic: 'false' } })];
  const answers = await Promise.all(batches);
  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200]);
  expect(answers.reduce((sum, answer) => sum + answer.json().data.deletedCount, 0)).toBe(120);
  const statuses = (await Promise.all(patches)).map((answer) => answer.statusCode);
  expect(statuses.filter((status) => status !== 200 && status !== 404)).toEqual([]);
  await Promise.all(uploads);
  expect(await tracesOf(hub)).toMatchObject({ rows: 2, indexed: 2, counted: 2 });
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
});

test('usage equals a count of everything after uploads, changes and deletions', async () => {
  await using hub = await startTestApp();
  const usage = async () =>
    (await hub.server.inject({ url: '/api/v1/assets/usage-stats', headers: bearer(API_KEY) })).json().data;
  const nothing = {
    totalAssets: 0,
    totalBytes: 0,
    totalDerivatives: 0,
    contentTypeBreakdown: [],
    storageBreakdown: [],
    mostActiveSkill: null,
  };
  expect(await usage()).toEqual(nothing);
  const pngs = [await uploadAsset(hub), await uploadAsset(hub, { fields: { isPublic: 'false' } })];
  const aJpeg = await uploadAsset(hub, { bytes: await jpeg(), contentType: 'image/jpeg' });
  const aGif = await uploadAsset(hub, { bytes: await gif(), contentType: 'image/gif' });
  const { storageProvider, storageProviderProfileId } = aJpeg;
  const store = { storageProvider, storageProviderProfileId };
  const sizes = { png: pngs.reduce((sum, asset) => sum + asset.size, 0), gif: aGif.size, jpeg: aJpeg.size };
  expect(await usage()).toEqual({
    ...nothing,
    totalAssets: 4,
    totalBytes: sizes.png + sizes.gif + sizes.jpeg,
    contentTypeBreakdown: [
      { contentType: 'image/png', count: 2, totalBytes: sizes.png },
      { contentType: 'image/gif', count: 1, totalBytes: sizes.gif },
      { contentType: 'image/jpeg', count: 1, totalBytes: sizes.jpeg },
    ],
    storageBreakdown: [{ ...store, count: 4, totalBytes: sizes.png + sizes.gif + sizes.jpeg }],
  });
  for (const { id } of pngs) {
    await hub.server.inject({
      method: 'PATCH',
      url: `/api/v1/assets/${id}`,
      headers: bearer(API_KEY),
      payload: { isPublic: false },
    });
  }
  expect(await usage()).toMatchObject({ totalAssets: 4, totalBytes: sizes.png + sizes.gif + sizes.jpeg });
  await removeMany(hub, [...pngs.map((asset) => asset.id), aGif.id]);
  expect(await usage()).toEqual({
    ...nothing,
    totalAssets: 1,
    totalBytes: sizes.jpeg,
    contentTypeBreakdown: [{ contentType: 'image/jpeg', count: 1, totalBytes: sizes.jpeg }],
    storageBreakdown: [{ ...store, count: 1, totalBytes: sizes.jpeg }],
  });
  await remove(hub, aJpeg.id);
  expect(await usage()).toEqual(nothing);
});

test('usage tells the stores apart, the fullest first', async () => {
  await using hub = await startTestApp();
  const { id: profile } = await addStorage(hub);
  const inProfile = { storage_provider: 's3', storage_profile_id: profile as StorageProfileId };
  await addAssets(hub.db, [
    { size: 1 },
    { ...inProfile, size: 10 },
    { ...inProfile, size: 20, content_type: 'image/gif', is_public: 0 },
  ]);
  const { data } = (await hub.server.inject({ url: '/api/v1/assets/usage-stats', headers: bearer(API_KEY) })).json();
  expect(data).toMatchObject({ totalAssets: 3, totalBytes: 31 });
  expect(data.storageBreakdown).toEqual([
    { storageProvider: 's3', storageProviderProfileId: profile, count: 2, totalBytes: 30 },
    { storageProvider: 'local', storageProviderProfileId: null, count: 1, totalBytes: 1 },
  ]);
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
});

test('counting anew comes to what was counted all along', async () => {
  await using hub = await startTestApp();
  const { id: profile } = await addStorage(hub);
  const inProfile = { storage_provider: 's3', storage_profile_id: profile as StorageProfileId };
  await addAssets(hub.db, [{ size: 1 }, { size: 2 }, { ...inProfile, size: 10 }, { ...inProfile, is_public: 0 }]);
  const before = await counters(hub.db);
  await countAnew(hub.db as unknown as Kysely<unknown>);
  expect(before).toHaveLength(3);
  expect(await counters(hub.db)).toEqual(before);
});
