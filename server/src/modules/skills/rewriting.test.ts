import sharp from 'sharp';
import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { counters, recount, waitingForRemoval } from '../../../test/counts.ts';
import { jpeg, png } from '../../../test/images.ts';
import {
  CANARY,
  jpegMetadata,
  pngMetadata,
  readMetadata,
  withPngChunks,
  withSegments,
} from '../../../test/metadata.ts';
import { storedFiles, uploadAsset } from '../../../test/upload.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { DERIVATIVE_KINDS } from '../../imaging/derivatives.ts';
import type { Asset, Version } from '../assets/schema.ts';

const call = (hub: TestApp, method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) =>
  hub.server.inject({
    method,
    url: `/api/v1/assets/${path}`,
    headers: bearer(API_KEY),
    ...(payload && { payload }),
  });

const detail = async (hub: TestApp, id: string): Promise<Asset> =>
  (await call(hub, 'GET', id)).json<{ data: Asset }>().data;

const versions = async (hub: TestApp, id: string): Promise<Version[]> =>
  (await call(hub, 'GET', `${id}/versions`)).json<{ data: Version[] }>().data;

interface RunAnswer {
  readonly succeeded: boolean;
  readonly skillName: string;
  readonly steps: {
    readonly name: string;
    readonly succeeded: boolean;
    readonly errorCode: string | null;
    readonly errorMessage: string | null;
  }[];
  readonly asset: Asset;
}

async function run(hub: TestApp, id: string, skill: string, parameters: object = {}): Promise<RunAnswer> {
  const answer = await call(hub, 'POST', `${id}/skills/${skill}/run`, { parameters });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<{ data: RunAnswer }>().data;
}

const contentOf = async (hub: TestApp, { storageKey }: Asset): Promise<Buffer> =>
  (await hub.server.inject(`/content/${storageKey}`)).rawPayload;

/** Every file is some row's, the counters are right, and nothing waits to be removed. */
async function expectTidy(hub: TestApp): Promise<void> {
  // Files go after the commit that makes them nobody's.
  await expect.poll(() => waitingForRemoval(hub)).toEqual([]);
  const keys: string[] = [];
  for (const table of ['assets', 'asset_derivatives', 'asset_versions'] as const) {
    for (const row of await hub.db.selectFrom(table).select('storage_key').execute()) keys.push(row.storage_key);
  }
  expect((await storedFiles(hub)).sort()).toEqual(keys.sort());
  expect(await counters(hub.db)).toEqual(await recount(hub.db));
}

const located = async () => withSegments(await jpeg(400, 300), jpegMetadata(6));

test('metadata goes, and the restored original is the first upload byte for byte', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.start();
  const bytes = await located();
  expect(readMetadata(bytes).gps).toBe(true);
  const uploaded = await uploadAsset(hub, { bytes, contentType: 'image/jpeg' });
  const { id } = uploaded;

  const { asset: stripped, ...outcome } = await run(hub, id, 'exif_strip');
  expect(outcome).toEqual({
    succeeded: true,
    skillName: 'exif-strip',
    steps: [{ name: 'strip_exif_metadata', succeeded: true, errorCode: null, errorMessage: null }],
  });
  const now = await contentOf(hub, stripped);
  expect([readMetadata(now).gps, readMetadata(now).orientation, now.includes(CANARY)]).toEqual([false, 6, false]);
  expect(stripped).toMatchObject({ size: now.length, checksumSha256: sha256Hex(now), status: 'ready' });
  expect(stripped.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
  // Where the picture with its place was, nobody finds it any more.
  expect((await hub.server.inject(`/content/${uploaded.storageKey}`)).statusCode).toBe(404);
  expect(await versions(hub, id)).toEqual([
    {
      number: 1,
      contentType: 'image/jpeg',
      extension: '.jpg',
      size: bytes.length,
      width: 400,
      height: 300,
      checksumSha256: sha256Hex(bytes),
      replacedBy: 'exif-strip',
      replacedAtUtc: '2026-04-08T12:00:00.000Z',
    },
  ]);
  await expectTidy(hub);

  // There is nothing left to be removed.
  expect((await run(hub, id, 'exif-strip')).asset).toMatchObject({ storageKey: stripped.storageKey });
  expect(await versions(hub, id)).toHaveLength(1);

  const former = await call(hub, 'GET', `${id}/versions/1/content`);
  expect([former.statusCode, former.headers['content-type'], former.headers['cache-control']]).toEqual([
    200,
    'image/jpeg',
    'private, no-cache',
  ]);
  expect(former.rawPayload).toEqual(bytes);

  await run(hub, id, 'watermark', { Text: '猫', Opacity: 1 });
  const answer = await call(hub, 'POST', `${id}/versions/1/restore`);
  expect(answer.statusCode).toBe(200);
  const restored = answer.json<{ data: Asset }>().data;
  expect(restored).toMatchObject({
    storageKey: uploaded.storageKey,
    checksumSha256: sha256Hex(bytes),
    derivatives: [],
  });
  expect(await contentOf(hub, restored)).toEqual(bytes);
  expect((await versions(hub, id)).map(({ number, replacedBy }) => [number, replacedBy])).toEqual([
    [3, 'restore'],
    [2, 'watermark'],
  ]);
  await expect.poll(async () => (await detail(hub, id)).derivatives.length).toBe(DERIVATIVE_KINDS.length);
  await expectTidy(hub);
  const gone = await call(hub, 'GET', `${id}/versions/1/content`);
  expect([gone.statusCode, gone.json().error.code]).toEqual([404, 'asset_version_not_found']);
  const missing = await call(hub, 'POST', `${id}/versions/1/restore`);
  expect([missing.statusCode, missing.json().error.code]).toEqual([404, 'asset_version_not_found']);
  for (const number of ['0', '-1', '1.5', 'x', '99999999999']) {
    expect((await call(hub, 'POST', `${id}/versions/${number}/restore`)).json().error.code).toBe('route_not_found');
  }
});

test.each([
  ['image/jpeg', located],
  ['image/png', async () => withPngChunks(await png(200, 150), pngMetadata(6))],
])('%s: converted, marked, stripped and restored, it is the first upload byte for byte', async (contentType, make) => {
  await using hub = await startTestApp();
  hub.app.jobs.start();
  const bytes = await make();
  expect(readMetadata(bytes).gps).toBe(true);
  const { id } = await uploadAsset(hub, { bytes, contentType });
  const expectNoPlace = async (addresses: readonly (string | null)[]) => {
    for (const address of addresses) {
      const { rawPayload } = await hub.server.inject(new URL(address ?? '').pathname);
      expect([readMetadata(rawPayload).gps, rawPayload.includes(CANARY)], `${address}`).toEqual([false, false]);
    }
  };
  const derivativesOf = ({ derivatives }: Asset) => derivatives.map(({ publicUrl }) => publicUrl);

  for (const [skill, parameters] of [
    ['format-convert', { TargetFormat: 'webp' }],
    ['watermark', { Text: '猫' }],
    ['exif-strip', {}],
  ] as const) {
    const { succeeded, asset } = await run(hub, id, skill, parameters);
    expect(succeeded, skill).toBe(true);
    expect(asset.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
    await expectNoPlace([asset.publicUrl, ...derivativesOf(asset)]);
  }
  const restored = (await call(hub, 'POST', `${id}/versions/1/restore`)).json<{ data: Asset }>().data;
  expect(restored).toMatchObject({ contentType, checksumSha256: sha256Hex(bytes), size: bytes.length });
  expect(await contentOf(hub, restored)).toEqual(bytes);
  await expect.poll(async () => derivativesOf(await detail(hub, id))).toHaveLength(DERIVATIVE_KINDS.length);
  await expectNoPlace(derivativesOf(await detail(hub, id)));
  await expectTidy(hub);
});

test.each([
  ['webp', 'image/webp', '.webp'],
  ['AVIF', 'image/avif', '.avif'],
  ['jpg', 'image/jpeg', '.jpg'],
  ['png', 'image/png', '.png'],
])('converts to %s', async (TargetFormat, contentType, extension) => {
  await using hub = await startTestApp();
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub, { bytes: await png(60, 40), fields: { runEnrichment: 'false' } });
  const { asset, succeeded } = await run(hub, id, 'convert-image-format', { targetformat: TargetFormat });
  expect(succeeded).toBe(true);
  expect(asset).toMatchObject({ contentType, extension, width: 60, height: 40, originalFileName: `cat${extension}` });
  const found = await hub.server.inject(`/content/${asset.storageKey}`);
  expect(found.headers['content-type']).toBe(contentType);
  expect(await sharp(found.rawPayload).metadata()).toMatchObject({ width: 60, height: 40 });
  expect(asset.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
  await expectTidy(hub);
  const [execution] = (await call(hub, 'GET', `${id}/executions`)).json().data.items;
  expect(execution).toMatchObject({ skillName: 'format-convert', triggerSource: 'manual', succeeded: true });
  const byName = `/api/v1/assets?query=cat${extension}`;
  expect((await hub.server.inject({ url: byName, headers: bearer(API_KEY) })).json().data.total).toBe(1);
  const restored = (await call(hub, 'POST', `${id}/versions/1/restore`)).json().data;
  expect(restored).toMatchObject({ contentType: 'image/png', originalFileName: 'cat.png' });
  await hub.app.jobs.runDue();
});

test('no more former originals are kept than the settings say, and none of a deleted asset', async () => {
  await using hub = await startTestApp({ settings: { Api__Assets__MaxVersions: '1' } });
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub, { bytes: await png(60, 40) });
  for (const TargetFormat of ['webp', 'png', 'gif']) await run(hub, id, 'format-convert', { TargetFormat });
  expect((await versions(hub, id)).map(({ number, contentType }) => [number, contentType])).toEqual([[3, 'image/png']]);
  await expectTidy(hub);
  expect((await call(hub, 'DELETE', id)).statusCode).toBe(200);
  await expectTidy(hub);
  expect(await storedFiles(hub)).toEqual([]);
});

test('two at the same time: none is lost without a word', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '2' } });
  const { id } = await uploadAsset(hub, { bytes: await png(300, 200), fields: { runEnrichment: 'false' } });
  const queue = () =>
    hub.server.inject({
      method: 'POST',
      url: `/api/v1/assets/${id}/skills/watermark/run`,
      headers: { ...bearer(API_KEY), prefer: 'respond-async' },
    });
  expect((await Promise.all([queue(), queue()])).map(({ statusCode }) => statusCode)).toEqual([202, 202]);
  await hub.app.jobs.runDue();
  const jobs = await hub.db.selectFrom('jobs').select(['status', 'error_code']).execute();
  const changed = jobs.filter(({ status }) => status === 'succeeded').length;
  expect(jobs.filter(({ error_code }) => error_code === 'asset_changed')).toHaveLength(2 - changed);
  expect(changed).toBeGreaterThan(0);
  expect(await versions(hub, id)).toHaveLength(changed);
  expect((await call(hub, 'GET', `${id}/executions`)).json().data.items).toHaveLength(2);
  await expectTidy(hub);
});

test('a picture that is changed before it is enriched is enriched as it is then', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '2' } });
  const { id } = await uploadAsset(hub, { bytes: await png(300, 200) });
  await hub.server.inject({
    method: 'POST',
    url: `/api/v1/assets/${id}/skills/watermark/run`,
    headers: { ...bearer(API_KEY), prefer: 'respond-async' },
  });
  await hub.app.jobs.runDue();
  const asset = await detail(hub, id);
  expect(asset.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
  const executions = (await call(hub, 'GET', `${id}/executions`)).json().data.items;
  expect(executions.map(({ skillName, succeeded }: RunAnswer) => `${skillName} ${succeeded}`).sort()).toEqual([
    'basic_image_enrich true',
    'watermark true',
  ]);
  await expectTidy(hub);
});

test.each([
  ['format-convert', {}, 'format_convert_target_format_required', 'parameters.TargetFormat'],
  ['format-convert', { TargetFormat: 'bmp' }, 'format_convert_target_format_invalid', 'parameters.TargetFormat'],
  ['watermark', { Opacity: 2 }, 'watermark_opacity_out_of_range', 'parameters.Opacity'],
  ['watermark', { Position: 'Middle' }, 'watermark_position_invalid', 'parameters.Position'],
  ['thumbnail', { note: 'x'.repeat(20_000) }, 'request_invalid', 'parameters'],
])('%s %j is refused before anything runs', async (skill, parameters, code, field) => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const answer = await call(hub, 'POST', `${id}/skills/${skill}/run`, { parameters });
  expect([answer.statusCode, answer.json().error]).toMatchObject([400, { code, field }]);
  expect(await hub.db.selectFrom('jobs').select('id').execute()).toEqual([]);
});
