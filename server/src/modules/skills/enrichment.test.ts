import { readdir, readFile, rm } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { removeObjects, tracesOf, waitingForRemoval } from '../../../test/counts.ts';
import { cornersOf, distance, goldenPictures } from '../../../test/golden.ts';
import { noise, png, pngChunk, pngHeader } from '../../../test/images.ts';
import { CANARY, readMetadata } from '../../../test/metadata.ts';
import { onlyStorage } from '../../../test/storages.ts';
import { filePart, sendForm, storedFile, storedFiles, uploadAsset } from '../../../test/upload.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { parseId } from '../../core/ids.ts';
import { DERIVATIVE_KINDS, DERIVATIVES } from '../../imaging/derivatives.ts';
import { createMemoryBudget } from '../../imaging/memory-budget.ts';
import type { RunningJob } from '../../jobs/kinds.ts';
import { openLocalStorage } from '../../storage/local.ts';
import { createRemovals } from '../assets/removals.ts';
import type { Asset, AssetItem, Execution } from '../assets/schema.ts';
import { createPictures } from '../assets/service.ts';
import { createEnrichment, ENRICHMENT } from './enrichment.ts';

const get = (hub: TestApp, url: string, headers: Record<string, string> = bearer(API_KEY)) =>
  hub.server.inject({ url, headers });

const detail = async (hub: TestApp, id: string): Promise<Asset> =>
  (await get(hub, `/api/v1/assets/${id}`)).json<{ data: Asset }>().data;

const items = async (hub: TestApp, url = '/api/v1/assets'): Promise<AssetItem[]> =>
  (await get(hub, url)).json<{ data: { items: AssetItem[] } }>().data.items;

const executions = async (hub: TestApp, id: string): Promise<Execution[]> =>
  (await get(hub, `/api/v1/assets/${id}/executions`)).json<{ data: { items: Execution[] } }>().data.items;

/** The path of a public address. */
const pathOf = (url: string | null | undefined): string => new URL(url ?? '').pathname;

/** Every chunk is right, but its pixels are not: only decoding tells. */
const BROKEN = Buffer.concat([pngHeader(40, 30), pngChunk('IDAT', noise(500)), pngChunk('IEND', Buffer.alloc(0))]);

test('every picture gets its derivatives once, upright, in its colours and without metadata', async () => {
  await using hub = await startTestApp();
  const pictures = (await goldenPictures()).filter(({ refused }) => refused === undefined);
  const uploaded: Asset[] = [];
  for (const { bytes, type } of pictures) {
    uploaded.push(await uploadAsset(hub, { bytes, contentType: type.contentType }));
  }
  await hub.app.jobs.runDue();

  for (const [index, picture] of pictures.entries()) {
    const asset = await detail(hub, uploaded[index]?.id ?? '');
    expect(asset, picture.name).toMatchObject({
      status: 'ready',
      updatedAtUtc: asset.createdAtUtc,
      thumbhash: expect.stringMatching(/^[A-Za-z0-9+/]{20,40}=*$/),
      dominantColor: expect.stringMatching(/^#[0-9a-f]{6}$/),
      processing: { status: 'succeeded', error: null, progressPercent: 100 },
    });
    expect(asset.derivatives.map(({ kind }) => kind).sort(), picture.name).toEqual([...DERIVATIVE_KINDS].sort());
    for (const derivative of asset.derivatives) {
      const { rawPayload: bytes, headers } = await get(hub, pathOf(derivative.publicUrl), {});
      const { side, type } = DERIVATIVES[derivative.kind as keyof typeof DERIVATIVES];
      expect(headers['content-type']).toBe(type.contentType);
      expect(derivative).toMatchObject({
        contentType: type.contentType,
        extension: type.extension,
        size: bytes.length,
      });
      const found = await sharp(bytes).metadata();
      expect([found.width, found.height], picture.name).toEqual([derivative.width, derivative.height]);
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      expect(Math.abs(found.width - picture.width * scale), picture.name).toBeLessThan(1);
      expect(readMetadata(bytes), picture.name).toEqual({ gps: false, orientation: 1, kinds: [] });
      expect(found.exif ?? found.xmp ?? found.iptc ?? found.icc, picture.name).toBeUndefined();
      expect(bytes.includes(CANARY), picture.name).toBe(false);
      expect(distance(await cornersOf(bytes), picture.corners), picture.name).toBeLessThan(16);
    }
    expect(asset.latestExecutionSummary).toMatchObject({
      skillName: 'basic_image_enrich',
      triggerSource: 'upload',
      succeeded: true,
      steps: [
        { stepName: 'generate_thumbnail', succeeded: true, errorMessage: null },
        // Nobody is there to ask.
        { stepName: 'generate_basic_caption', succeeded: true, errorMessage: null },
      ],
    });
    expect(await executions(hub, asset.id)).toEqual([asset.latestExecutionSummary]);
  }

  const stored = pictures.length * (1 + DERIVATIVE_KINDS.length);
  expect(await tracesOf(hub)).toMatchObject({ rows: pictures.length, files: { length: stored } });
  expect(await waitingForRemoval(hub)).toEqual([]);
  expect(await readdir(hub.config.images.workPath)).toEqual([]);
}, 120_000);

test('lists show what stands for a picture, as soon as it is there', async () => {
  await using hub = await startTestApp();
  const { id, processing } = await uploadAsset(hub, { bytes: await png(600, 400) });
  expect(processing).toMatchObject({ status: 'queued', progressPercent: 0, error: null });
  const lists = ['/api/v1/assets', '/api/v1/public/assets'];
  for (const url of lists) {
    expect(await items(hub, url)).toMatchObject([{ id, thumbnailUrl: null, thumbhash: null, dominantColor: null }]);
  }
  await hub.app.jobs.runDue();
  const { derivatives, thumbhash, dominantColor } = await detail(hub, id);
  const small = derivatives.find(({ kind }) => kind === 'webp_256');
  for (const url of lists) {
    expect(await items(hub, url)).toMatchObject([{ id, thumbnailUrl: small?.publicUrl, thumbhash, dominantColor }]);
  }
  const shown = (await get(hub, `/api/v1/public/assets/${id}`, {})).json().data;
  expect(shown).toMatchObject({ derivatives, thumbnailUrl: small?.publicUrl, thumbhash, dominantColor });
  expect(shown).not.toHaveProperty('processing');
});

test('runEnrichment=false leaves a picture as it came', async () => {
  await using hub = await startTestApp();
  const { id, storageKey, processing } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  await hub.app.jobs.runDue();
  expect(processing).toBeNull();
  expect(await detail(hub, id)).toMatchObject({
    derivatives: [],
    latestExecutionSummary: null,
    thumbhash: null,
    processing: null,
  });
  expect(await storedFiles(hub)).toEqual([storageKey]);
  expect(await hub.db.selectFrom('jobs').select('id').execute()).toEqual([]);
});

test('done twice at the same time and once more, it is as if it were done once', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '2' } });
  const { id } = await uploadAsset(hub, { bytes: await png(300, 200) });
  const { payload_json } = await hub.db.selectFrom('jobs').select('payload_json').executeTakeFirstOrThrow();
  const again = () =>
    hub.db.transaction().execute((trx) => hub.app.jobs.enqueue(trx, ENRICHMENT, JSON.parse(payload_json)));
  await again();
  await hub.app.jobs.runDue();
  const first = await detail(hub, id);
  await again();
  await hub.app.jobs.runDue();

  const own = hub.db.selectFrom('jobs').where('kind', '=', ENRICHMENT.name);
  const jobs = await own.select(['status', 'attempts']).execute();
  expect(jobs).toEqual(Array.from({ length: 3 }, () => ({ status: 'succeeded', attempts: 1 })));
  const asset = await detail(hub, id);
  expect(asset.derivatives).toEqual(first.derivatives);
  expect(asset.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
  expect(await executions(hub, id)).toHaveLength(1);
  expect(await storedFiles(hub)).toHaveLength(1 + DERIVATIVE_KINDS.length);
  expect(await waitingForRemoval(hub)).toEqual([]);
});

/** What the handler works with, on the database and the folder of a hub. */
async function handlerOf(hub: TestApp) {
  const { db, clock } = hub;
  const storages = onlyStorage(
    await openLocalStorage({ rootPath: hub.config.storage.localRootPath, createRoot: true }),
  );
  const removals = createRemovals({ db, storages, clock, jobs: { ...hub.app.jobs, handle() {} }, log: { error() {} } });
  const imaging = {
    limits: hub.config.assets,
    memory: createMemoryBudget(hub.config.images.maxMemoryBytes),
    timeoutSeconds: 60,
  };
  const pictures = createPictures({ db, clock, storages, removals });
  const captions = { isPossible: async () => false, follow: async () => ({}) };
  return createEnrichment({ clock, pictures, captions, imaging, workPath: hub.config.images.workPath });
}

test('a picture that is deleted while it is worked on leaves nothing behind', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub);
  const row = await hub.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
  const handler = await handlerOf(hub);
  const job: RunningJob<never> = {
    id: row.id,
    payload: JSON.parse(row.payload_json) as never,
    assetId: row.asset_id,
    createdBy: null,
    startedAt: 0,
    attempt: 1,
    isLastAttempt: false,
    signal: new AbortController().signal,
    progress: async () => {},
    async complete(write) {
      await hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${id}`, headers: bearer(API_KEY) });
      await hub.db.transaction().execute(write);
    },
    finishUnless: () => Promise.reject(new Error('It has one part.')),
    checkpoint: () => Promise.reject(new Error('It has one part.')),
    goOnAs: () => Promise.reject(new Error('It stays what it is.')),
  };
  expect(await handler.run(job)).toBeUndefined();
  expect(await waitingForRemoval(hub)).toEqual([]);
  expect(await storedFiles(hub)).toEqual([]);
  // The real job comes too late as well.
  await hub.app.jobs.runDue();
  const own = hub.db.selectFrom('jobs').where('kind', '=', 'asset.enrich');
  expect(await own.select(['status', 'result_json']).execute()).toEqual([{ status: 'succeeded', result_json: null }]);
  for (const table of ['asset_derivatives', 'skill_executions', 'skill_execution_steps'] as const) {
    expect(await hub.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
  }
});

test('when an asset is deleted its derivatives go with it', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub);
  const kept = await uploadAsset(hub);
  await hub.app.jobs.runDue();
  const { derivatives } = await detail(hub, id);
  await hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${id}`, headers: bearer(API_KEY) });
  await removeObjects(hub);
  expect(await storedFiles(hub)).toHaveLength(1 + DERIVATIVE_KINDS.length);
  for (const { publicUrl } of derivatives) expect((await get(hub, pathOf(publicUrl), {})).statusCode).toBe(404);
  expect((await detail(hub, kept.id)).derivatives).toHaveLength(DERIVATIVE_KINDS.length);
  expect(await waitingForRemoval(hub)).toEqual([]);
});

test('a picture that cannot be decoded stays as it is, and says what is wrong', async () => {
  await using hub = await startTestApp();
  const { id, storageKey, processing } = await uploadAsset(hub, { bytes: BROKEN });
  const message = 'The picture is damaged: it cannot be decoded.';
  for (const headers of [undefined, bearer(API_KEY)]) {
    if (headers) await hub.server.inject({ method: 'POST', url: `/api/v1/jobs/${processing?.jobId}/retry`, headers });
    await hub.app.jobs.runDue();
    const asset = await detail(hub, id);
    expect(asset).toMatchObject({
      status: 'ready',
      derivatives: [],
      thumbhash: null,
      processing: { status: 'failed', error: { code: 'asset_content_invalid', message } },
      latestExecutionSummary: {
        succeeded: false,
        steps: [
          {
            stepName: 'generate_thumbnail',
            succeeded: false,
            errorCode: 'asset_content_invalid',
            errorMessage: message,
          },
        ],
      },
    });
    expect(await executions(hub, id)).toHaveLength(1);
  }
  expect((await get(hub, `/content/${storageKey}`, {})).rawPayload).toEqual(BROKEN);
  expect(await storedFiles(hub)).toEqual([storageKey]);
  expect(await waitingForRemoval(hub)).toEqual([]);
});

test('a picture whose file is missing says so', async () => {
  await using hub = await startTestApp();
  const { id, storageKey } = await uploadAsset(hub);
  await rm(storedFile(hub, storageKey));
  await hub.app.jobs.runDue();
  expect((await detail(hub, id)).processing).toMatchObject({
    status: 'failed',
    error: { code: 'asset_content_missing', message: 'The file of this asset is not in the storage.' },
  });
  expect(await storedFiles(hub)).toEqual([]);
});

test('what is made of a private picture is private', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { fields: { isPublic: 'false' } });
  await hub.app.jobs.runDue();
  const rows = await hub.db.selectFrom('asset_derivatives').select(['kind', 'storage_key']).execute();
  expect(rows).toHaveLength(DERIVATIVE_KINDS.length);
  expect((await detail(hub, id)).derivatives.map(({ publicUrl }) => publicUrl)).toEqual(rows.map(() => null));
  expect(await items(hub)).toMatchObject([{ thumbnailUrl: null, thumbhash: expect.any(String) }]);
  for (const { kind, storage_key } of rows) {
    const url = `/api/v1/assets/${id}/derivatives/${kind}/content`;
    expect((await get(hub, `/content/${storage_key}`)).statusCode).toBe(404);
    expect((await get(hub, url, {})).statusCode).toBe(401);
    const answer = await get(hub, url);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'private, no-cache']);
    expect(sha256Hex(answer.rawPayload)).toBe(sha256Hex(await readFile(storedFile(hub, storage_key))));
  }
  expect((await get(hub, `/api/v1/assets/${id}/derivatives/constructor/content`)).statusCode).toBe(404);

  const headers = bearer(API_KEY);
  await hub.server.inject({ method: 'PATCH', url: `/api/v1/assets/${id}`, headers, payload: { isPublic: true } });
  const [shown] = await items(hub);
  expect((await get(hub, pathOf(shown?.thumbnailUrl), {})).statusCode).toBe(200);
  const moved = await get(hub, `/api/v1/assets/${id}/derivatives/webp_256/content`);
  expect([moved.statusCode, moved.headers.location]).toEqual([307, shown?.thumbnailUrl]);
});

test('when too much is waiting, an upload is refused and leaves nothing', async () => {
  await using hub = await startTestApp({ settings: { Jobs__MaxQueueDepth: '1' } });
  await uploadAsset(hub);
  const before = await tracesOf(hub);
  const answer = await sendForm(hub, [filePart(await png())]);
  expect([answer.statusCode, answer.json().error.code]).toEqual([503, 'queue_full']);
  expect(answer.headers['retry-after']).toBe('30');
  expect(await tracesOf(hub)).toEqual(before);
  await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  await hub.app.jobs.runDue();
  await uploadAsset(hub);
});

test('executions come page by page, the latest first', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub);
  const row = { asset_id: parseId(id) as never, skill_name: 'watermark', trigger_source: 'manual' as const };
  const times = [5000, 7000, 7000, 1000];
  for (const [index, at] of times.entries()) {
    const run = { id: `0196a000-0000-7000-8000-00000000000${index}`, started_at: at, completed_at: at };
    await hub.db
      .insertInto('skill_executions')
      .values({ ...row, ...run, succeeded: 1 })
      .execute();
  }
  const found: string[] = [];
  let cursor = '';
  do {
    const { data } = (await get(hub, `/api/v1/assets/${id}/executions?pageSize=3${cursor}`)).json();
    found.push(...data.items.map(({ executionId }: Execution) => executionId.slice(-1)));
    expect(data.pageSize).toBe(3);
    cursor = data.nextCursor === null ? '' : `&cursor=${data.nextCursor}`;
  } while (cursor !== '');
  expect(found.join('')).toBe('2103');
  expect((await get(hub, `/api/v1/assets/${id}/executions?cursor=x`)).json().error).toMatchObject({
    code: 'request_invalid',
    field: 'cursor',
  });
});
