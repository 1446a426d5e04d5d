import { expect, test } from 'vitest';
import { addProvider } from '../../../test/ai-providers.ts';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { noise, png, pngChunk, pngHeader } from '../../../test/images.ts';
import { readMetadata } from '../../../test/metadata.ts';
import { fails, inTurn, type ModelAnswer, says, startModel } from '../../../test/model.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { DERIVATIVE_KINDS } from '../../imaging/derivatives.ts';
import type { Asset } from '../assets/schema.ts';

const LOCAL = { Security__Outbound__AllowedNetworks: '127.0.0.1' };

const detail = async (hub: TestApp, id: string): Promise<Asset> =>
  (await hub.server.inject({ url: `/api/v1/assets/${id}`, headers: bearer(API_KEY) })).json<{ data: Asset }>().data;

const run = (hub: TestApp, id: string, skill: string, headers: Record<string, string> = {}, payload?: object) =>
  hub.server.inject({
    method: 'POST',
    url: `/api/v1/assets/${id}/skills/${skill}/run`,
    headers: { ...bearer(API_KEY), ...headers },
    ...(payload && { payload }),
  });

/** Where pictures are processed as soon as they come, and described by a model that answers so. */
async function withModel(answer: ModelAnswer, work: (hub: TestApp, requests: readonly unknown[]) => Promise<void>) {
  await using model = await startModel(answer);
  await using hub = await startTestApp({ settings: LOCAL });
  await addProvider(hub, { apiBaseUrl: model.url });
  await work(hub, model.requests);
}

const CAT = says('{"caption":"A cat sleeps on a sofa.","altText":"A sleeping cat.","tags":["cat","sofa"]}');
const DOG = says('{"caption":"A dog.","altText":"A dog.","tags":[]}');

test('the skills there are', async () => {
  await using hub = await startTestApp();
  const answer = await hub.server.inject({ url: '/api/v1/assets/skills', headers: bearer(API_KEY) });
  expect(answer.json().data).toEqual([
    {
      skillName: 'basic_image_enrich',
      description: expect.stringMatching(/^[A-Z].*\.$/),
      steps: ['generate_thumbnail', 'generate_basic_caption'],
    },
    { skillName: 'exif-strip', description: expect.any(String), steps: ['strip_exif_metadata'] },
    { skillName: 'format-convert', description: expect.any(String), steps: ['convert_image_format'] },
    { skillName: 'watermark', description: expect.any(String), steps: ['draw_watermark'] },
  ]);
});

test('an upload is described by the active provider, from a picture without metadata', () =>
  withModel(CAT, async (hub, requests) => {
    const { id } = await uploadAsset(hub, { bytes: await png(2000, 1000), fields: { altText: 'Mine.' } });
    await hub.app.jobs.runDue();
    await hub.app.jobs.runDue();
    const asset = await detail(hub, id);
    expect(asset).toMatchObject({ description: 'A cat sleeps on a sofa.', altText: 'Mine.', status: 'ready' });
    expect(asset.structuredResults).toMatchObject([{ kind: 'basic_caption' }]);
    expect(JSON.parse(asset.structuredResults[0]?.payloadJson ?? '')).toEqual({
      caption: 'A cat sleeps on a sofa.',
      generator: 'see-1-2026',
      altText: 'A sleeping cat.',
      tags: ['cat', 'sofa'],
    });
    expect(asset.latestExecutionSummary).toMatchObject({
      skillName: 'basic_image_enrich',
      succeeded: true,
      steps: [{ stepName: 'generate_thumbnail' }, { stepName: 'generate_basic_caption', succeeded: true }],
    });
    expect(requests).toHaveLength(1);
    const [, sent = ''] = /data:image\/jpeg;base64,([A-Za-z0-9+/=]+)/.exec(JSON.stringify(requests)) ?? [];
    expect(readMetadata(Buffer.from(sent, 'base64')).kinds).toEqual([]);
    // What was written is found by.
    const found = await hub.server.inject({ url: '/api/v1/assets?query=sofa', headers: bearer(API_KEY) });
    expect(found.json().data.total).toBe(1);
  }));

test('a model that fails leaves the thumbnails, and is asked again later', () =>
  withModel(inTurn(fails(500), fails(500), fails(500), CAT), async (hub) => {
    const { id } = await uploadAsset(hub);
    await hub.app.jobs.runDue();
    await hub.app.jobs.runDue();
    const first = await detail(hub, id);
    expect(first.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
    expect(first).toMatchObject({
      description: null,
      processing: { status: 'queued', error: { code: 'ai_provider_failed' } },
      latestExecutionSummary: { succeeded: true, steps: [{ stepName: 'generate_thumbnail' }] },
    });
    hub.clock.advance(10_000);
    await hub.app.jobs.runDue();
    expect(await detail(hub, id)).toMatchObject({
      description: 'A cat sleeps on a sofa.',
      processing: { status: 'succeeded', error: null },
      latestExecutionSummary: { executionId: first.latestExecutionSummary?.executionId, steps: { length: 2 } },
    });
  }));

test('a caption is made anew when it is asked for', () =>
  withModel(inTurn(CAT, DOG), async (hub, requests) => {
    hub.app.jobs.start();
    const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
    const first = await run(hub, id, 'Basic_Caption', {}, { parameters: 'none' });
    expect(first.statusCode, first.body).toBe(200);
    expect(first.json().data).toMatchObject({
      succeeded: true,
      skillName: 'ai-caption',
      steps: [{ name: 'generate_basic_caption', succeeded: true, errorMessage: null }],
      asset: { id, description: 'A cat sleeps on a sofa.', altText: 'A sleeping cat.', derivatives: [] },
    });
    const again = (await run(hub, id, 'ai-caption')).json().data.asset;
    expect(again.description).toBe('A cat sleeps on a sofa.');
    expect(again.structuredResults).toHaveLength(1);
    expect(JSON.parse(again.structuredResults[0].payloadJson).caption).toBe('A dog.');
    // What enriches fills in what is missing and no more.
    const enriched = (await run(hub, id, 'basic_image_enrich')).json().data;
    expect(enriched).toMatchObject({ succeeded: true, steps: { length: 2 }, asset: { derivatives: { length: 4 } } });
    expect(JSON.parse(enriched.asset.structuredResults[0].payloadJson).caption).toBe('A dog.');
    expect(requests).toHaveLength(2);
  }));

test('who asks himself is told at once what failed', () =>
  withModel(fails(401), async (hub) => {
    hub.app.jobs.start();
    const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
    const answer = await run(hub, id, 'ai-caption');
    expect([answer.statusCode, answer.json().data]).toMatchObject([
      200,
      {
        succeeded: false,
        steps: [{ name: 'generate_basic_caption', errorMessage: expect.stringContaining('failed with status 401') }],
      },
    ]);
    expect(answer.body).not.toContain('upstream');
    const broken = Buffer.concat([pngHeader(9, 9), pngChunk('IDAT', noise(50)), pngChunk('IEND', Buffer.alloc(0))]);
    const damaged = await uploadAsset(hub, { bytes: broken, fields: { runEnrichment: 'false' } });
    expect((await run(hub, damaged.id, 'thumbnail')).json().data).toMatchObject({
      succeeded: false,
      steps: [{ errorCode: 'asset_content_invalid', errorMessage: 'The picture is damaged: it cannot be decoded.' }],
    });
  }));

test.each(['thumbnail', 'generate_thumbnail', ' THUMBNAIL '])('%j makes what is missing', async (name) => {
  await using hub = await startTestApp();
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const { data } = (await run(hub, id, encodeURIComponent(name))).json();
  expect(data).toMatchObject({ succeeded: true, skillName: 'thumbnail', steps: [{ name: 'generate_thumbnail' }] });
  expect(data.asset.derivatives).toHaveLength(DERIVATIVE_KINDS.length);
  expect(data.asset.latestExecutionSummary).toMatchObject({ skillName: 'thumbnail', triggerSource: 'manual' });
});

test('with Prefer: respond-async a run is queued and can be followed', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const answer = await run(hub, id, 'thumbnail', { prefer: 'wait=10, respond-async' });
  const { data } = answer.json();
  expect([answer.statusCode, data]).toEqual([
    202,
    { assetId: id, skillName: 'thumbnail', executionId: expect.any(String), jobId: expect.any(String) },
  ]);
  expect(answer.headers).toMatchObject({
    location: `/api/v1/jobs/${data.jobId}`,
    'preference-applied': 'respond-async',
  });
  expect((await detail(hub, id)).processing).toMatchObject({ jobId: data.jobId, status: 'queued' });
  await hub.app.jobs.runDue();
  expect((await detail(hub, id)).latestExecutionSummary).toMatchObject({ executionId: data.executionId });
  const events = await hub.db
    .selectFrom('audit_events')
    .select(['target_id', 'details_json'])
    .where('action', '=', 'asset.run_skill')
    .execute();
  expect(events).toEqual([{ target_id: id, details_json: '{"skillName":"thumbnail"}' }]);
});

test.each([
  ['%20', 400, 'skill_name_required'],
  ['nothing', 404, 'skill_not_found'],
  ['constructor', 404, 'skill_not_found'],
])('%j is no skill', async (name, status, code) => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const answer = await run(hub, id, name);
  expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  expect(await hub.db.selectFrom('jobs').select('id').execute()).toEqual([]);
  const unknown = await run(hub, '0196a000-0000-7000-8000-000000000000', 'thumbnail');
  expect([unknown.statusCode, unknown.json().error.code]).toEqual([404, 'asset_not_found']);
});
