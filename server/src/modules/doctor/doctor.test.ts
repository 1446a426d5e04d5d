import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { png } from '../../../test/images.ts';
import { addStorage } from '../../../test/storage-profiles.ts';
import { storedFile, storedFiles, uploadAsset } from '../../../test/upload.ts';
import type { AssetId } from '../../core/ids.ts';
import { newStorageKey } from '../../storage/keys.ts';
import type { Asset } from '../assets/schema.ts';
import type { DoctorReport, DoctorRun } from './schema.ts';

/** Asks for a comparison, lets its job run, and gives the report. */
async function examine(hub: TestApp, body: { repair?: boolean; verifyBytes?: boolean } = {}): Promise<DoctorReport> {
  const headers = bearer(API_KEY);
  const queued = await hub.server.inject({ method: 'POST', url: '/api/v1/system/doctor', headers, payload: body });
  expect(queued.statusCode, queued.body).toBe(202);
  await hub.app.jobs.runDue();
  const answer = await hub.server.inject({ url: '/api/v1/system/doctor', headers });
  const { data } = answer.json<{ data: DoctorRun }>();
  expect(data).toMatchObject({ status: 'succeeded', ...queued.json().data });
  if (!data.report) throw new Error('There is no report.');
  return data.report;
}

async function plant(hub: TestApp, key: string, bytes: Buffer | string): Promise<string> {
  const path = storedFile(hub, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

const keyOf = (asset: Asset): string => asset.storageKey;

const derivativesOf = (hub: TestApp, id: AssetId) =>
  hub.db.selectFrom('asset_derivatives').selectAll().where('asset_id', '=', id).orderBy('kind').execute();

const flip = async (path: string): Promise<void> => {
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  await writeFile(path, bytes);
};

const WELL = { orphaned: 0, missing: 0, changed: 0, unreadable: 0, repaired: 0, findings: [], storesNotListed: [] };

test('what is as it should be is left alone', async () => {
  await using hub = await startTestApp();
  const none = await hub.server.inject({ url: '/api/v1/system/doctor', headers: bearer(API_KEY) });
  expect(none.json()).toEqual({ data: null });
  await uploadAsset(hub);
  await hub.app.jobs.runDue();
  const before = await storedFiles(hub);
  expect(await examine(hub, { repair: true })).toMatchObject({
    ...WELL,
    rowsChecked: before.length,
    objectsListed: before.length,
  });
  expect(await storedFiles(hub)).toEqual(before);
});

describe('what is nobody’s', () => {
  const ORPHAN = newStorageKey(0, '.png');

  test('counts once when two profiles lead to its folder', async () => {
    await using hub = await startTestApp();
    const rootPath = storedFile(hub, '');
    const link = join(hub.config.data.path, 'by-another-name');
    await symlink(rootPath, link);
    for (const path of [`${rootPath}/.`, link]) {
      const { id } = await addStorage(hub, {
        name: path,
        providerType: 'local',
        configuration: { rootPath: path },
        secretConfiguration: {},
      });
      await uploadAsset(hub, { fields: { storageProviderProfileId: id, runEnrichment: 'false' } });
    }
    await plant(hub, ORPHAN, 'somebody’s picture');
    expect(await examine(hub)).toMatchObject({ orphaned: 1, objectsListed: 3, findings: [{ storageKey: ORPHAN }] });
  });

  test('is found, moved to the quarantine folder when asked for, and not found again', async () => {
    await using hub = await startTestApp();
    await plant(hub, ORPHAN, 'somebody’s picture');
    const orphaned = [{ fault: 'orphaned', storageKey: ORPHAN, storageProvider: 'local', repair: null }];
    expect(await examine(hub)).toMatchObject({ orphaned: 1, repaired: 0, findings: orphaned });
    expect(await storedFiles(hub)).toEqual([ORPHAN]);

    expect(await examine(hub, { repair: true })).toMatchObject({
      orphaned: 1,
      repaired: 1,
      findings: [{ storageKey: ORPHAN, repair: 'quarantined' }],
    });
    expect(await storedFiles(hub)).toEqual([`quarantine/${ORPHAN}`]);
    expect(await readFile(storedFile(hub, `quarantine/${ORPHAN}`), 'utf8')).toBe('somebody’s picture');
    expect(await examine(hub, { repair: true })).toMatchObject(WELL);
  });

  test('is counted to the last one when there is more than a report can list', async () => {
    await using hub = await startTestApp();
    const COUNT = 320;
    for (let n = 0; n < COUNT; n += 1) await plant(hub, newStorageKey(0, '.png'), 'x');
    const report = await examine(hub);
    expect(report).toMatchObject({ orphaned: COUNT, objectsListed: COUNT, isTruncated: true });
    expect(report.findings.length).toBeGreaterThan(100);
    expect(report.findings.length).toBeLessThan(COUNT);
  });

  test.each([
    'notes.txt',
    '2026/04/08/cat.png',
    `elsewhere/${newStorageKey(0, '.png')}`,
    newStorageKey(0, '.png').toUpperCase(),
    '.incoming/x',
  ])('is not %s, which was not made here', async (key) => {
    await using hub = await startTestApp();
    await plant(hub, key, 'x');
    expect(await examine(hub, { repair: true })).toMatchObject(WELL);
    expect(await storedFiles(hub)).toEqual([key]);
  });

  test('is not an object that is noted: it is on its way in or out', async () => {
    await using hub = await startTestApp();
    await plant(hub, ORPHAN, 'x');
    const note = { storage_provider: 'local', storage_profile_id: null, storage_key: ORPHAN };
    await hub.db
      .insertInto('object_removals')
      .values({ ...note, due_at: Number.MAX_SAFE_INTEGER, attempts: 0 })
      .execute();
    expect(await examine(hub, { repair: true })).toMatchObject(WELL);
    expect(await storedFiles(hub)).toEqual([ORPHAN]);
  });
});

describe.each([
  ['missing', (path: string) => rm(path)],
  ['changed', flip],
  ['changed', (path: string) => writeFile(path, 'short')],
  ['changed', async (path: string) => writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')]))],
] as const)('an object that is %s', (fault, harm) => {
  test('is found, and put back from an object with the same bytes', async () => {
    await using hub = await startTestApp();
    const bytes = await png();
    const [asset, same] = [await uploadAsset(hub, { bytes }), await uploadAsset(hub, { bytes })];
    await harm(storedFile(hub, keyOf(asset)));
    const finding = { fault, role: 'original', assetId: asset.id, storageKey: keyOf(asset) };
    expect(await examine(hub)).toMatchObject({ [fault]: 1, findings: [{ ...finding, repair: null }] });
    expect(await examine(hub, { repair: true })).toMatchObject({ findings: [{ ...finding, repair: 'restored' }] });
    expect(await readFile(storedFile(hub, keyOf(asset)))).toEqual(bytes);
    expect(await readFile(storedFile(hub, keyOf(same)))).toEqual(bytes);
    expect(await examine(hub)).toMatchObject(WELL);
  });

  test('is told of and left as it is when nothing has its bytes', async () => {
    await using hub = await startTestApp();
    const asset = await uploadAsset(hub);
    await hub.app.jobs.runDue();
    await harm(storedFile(hub, keyOf(asset)));
    const before = await storedFiles(hub);
    expect(await examine(hub, { repair: true })).toMatchObject({
      [fault]: 1,
      repaired: 0,
      findings: [{ fault, storageKey: keyOf(asset), repair: 'impossible' }],
    });
    expect(await storedFiles(hub)).toEqual(before);
  });

  test('is made anew when it is a derivative', async () => {
    await using hub = await startTestApp();
    const asset = await uploadAsset(hub);
    await hub.app.jobs.runDue();
    const before = await derivativesOf(hub, asset.id as AssetId);
    const harmed = before.find(({ kind }) => kind === 'webp_256');
    if (!harmed) throw new Error('There is no thumbnail.');
    await harm(storedFile(hub, harmed.storage_key));
    expect(await examine(hub, { repair: true })).toMatchObject({
      [fault]: 1,
      repaired: 1,
      findings: [{ fault, role: 'derivative', storageKey: harmed.storage_key, repair: 'remade' }],
    });
    await hub.app.jobs.runDue();
    const after = await derivativesOf(hub, asset.id as AssetId);
    expect(after.map(({ kind }) => kind)).toEqual(before.map(({ kind }) => kind));
    expect(after.map(({ storage_key }) => storage_key)).not.toContain(harmed.storage_key);
    expect(await examine(hub)).toMatchObject(WELL);
  });
});

test('an object that was put into quarantine by mistake comes back from there', async () => {
  await using hub = await startTestApp();
  const bytes = await png();
  const asset = await uploadAsset(hub, { bytes });
  await plant(hub, `quarantine/${keyOf(asset)}`, bytes);
  await rm(storedFile(hub, keyOf(asset)));
  expect(await examine(hub, { repair: true })).toMatchObject({ missing: 1, repaired: 1 });
  expect(await readFile(storedFile(hub, keyOf(asset)))).toEqual(bytes);
});

test('without reading bytes, what is missing is found and what was changed in place is not', async () => {
  await using hub = await startTestApp();
  const [gone, flipped] = [await uploadAsset(hub), await uploadAsset(hub)];
  await rm(storedFile(hub, keyOf(gone)));
  await flip(storedFile(hub, keyOf(flipped)));
  expect(await examine(hub, { verifyBytes: false })).toMatchObject({ missing: 1, changed: 0 });
  expect(await examine(hub, { verifyBytes: true })).toMatchObject({ missing: 1, changed: 1 });
});

test('while pictures come and go, all that was planted is repaired and nothing else is touched', async () => {
  await using hub = await startTestApp();
  const bytes = await png();
  const kept: Asset[] = [];
  for (let n = 0; n < 4; n += 1) kept.push(await uploadAsset(hub, { bytes }));
  await hub.app.jobs.runDue();
  const [missing, flipped] = kept.map((asset) => storedFile(hub, keyOf(asset)));
  await rm(missing ?? '');
  await flip(flipped ?? '');
  for (let n = 0; n < 5; n += 1) await plant(hub, newStorageKey(n, '.png'), `orphan ${n}`);

  let isDone = false;
  const traffic = async () => {
    const uploaded: Asset[] = [];
    while (!isDone || uploaded.length < 5) {
      const asset = await uploadAsset(hub);
      const removed = await uploadAsset(hub);
      await hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${removed.id}`, headers: bearer(API_KEY) });
      uploaded.push(asset);
    }
    return uploaded;
  };
  const [report, ...uploaded] = await Promise.all([
    hub.app.services.doctor.run({ repair: true, verifyBytes: true }).finally(() => {
      isDone = true;
    }),
    traffic(),
    traffic(),
  ]);
  expect(report).toMatchObject({ orphaned: 5, missing: 1, changed: 1, unreadable: 0, repaired: 7 });
  for (const asset of [...kept, ...uploaded.flat()]) {
    expect((await readFile(storedFile(hub, keyOf(asset)))).length).toBe(asset.size);
  }
  const files = await storedFiles(hub);
  expect(files.filter((file) => file.startsWith('quarantine/'))).toHaveLength(5);
  expect(await examine(hub)).toMatchObject(WELL);
});

test('who asks is recorded, with what was asked for', async () => {
  await using hub = await startTestApp();
  await examine(hub, { repair: true });
  const event = await hub.db
    .selectFrom('audit_events')
    .select(['outcome', 'details_json'])
    .where('action', '=', 'storage.doctor')
    .executeTakeFirstOrThrow();
  expect(event).toEqual({ outcome: 'success', details_json: JSON.stringify({ repair: true, verifyBytes: true }) });
});
