import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets } from '../../../test/assets.ts';
import { noise } from '../../../test/images.ts';
import { enqueue, testKind } from '../../../test/jobs.ts';
import { answerOf, callTool, errorOf, PLAIN, request } from '../../../test/mcp.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { uploadAsset } from '../../../test/upload.ts';

const UNKNOWN_ID = '01956f8d-0000-7000-8000-000000000001';
const photo = (width: number, height: number) =>
  sharp(noise(width * height * 3), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

interface Block {
  readonly type: string;
  readonly text?: string;
  readonly data?: string;
  readonly mimeType?: string;
}

/** The one picture of an answer, and what else there is in it. */
async function look(hub: TestApp, tool: string, args: object) {
  const answer = await request<{ content: Block[]; structuredContent?: object }>(hub, 'tools/call', {
    name: tool,
    arguments: args,
  });
  const [image, ...more] = answer.content.filter(({ type }) => type === 'image');
  if (!image?.data || more.length > 0) throw new Error(`Not one picture: ${JSON.stringify(answer).slice(0, 500)}`);
  const bytes = Buffer.from(image.data, 'base64');
  const [text] = answer.content.filter(({ type }) => type === 'text');
  expect(JSON.stringify([answer.structuredContent, text])).not.toContain(image.data.slice(0, 40));
  return { image, bytes, facts: await sharp(bytes).metadata(), value: JSON.parse(text?.text ?? '') as object };
}

describe('looking at a picture', () => {
  test.each([
    { detail: undefined, side: 512, maxBytes: 60_000 },
    { detail: 'low', side: 512, maxBytes: 60_000 },
    { detail: 'high', side: 1568, maxBytes: 400_000 },
  ])('detail $detail: at most $side pixels and $maxBytes bytes', async ({ detail, side, maxBytes }) => {
    await using hub = await startTestApp();
    const { id } = await uploadAsset(hub, { bytes: await photo(1700, 900), fields: { isPublic: 'false' } });
    // With and without the smaller copies that processing makes.
    for (const _round of [1, 2]) {
      const { image, bytes, facts, value } = await look(hub, 'asset_view', { id, ...(detail && { detail }) });
      expect(Math.max(facts.width, facts.height)).toBeLessThanOrEqual(side);
      expect(bytes.length).toBeLessThanOrEqual(maxBytes);
      expect(image.mimeType).toBe(`image/${facts.format}`);
      expect(value).toEqual({
        id,
        mimeType: image.mimeType,
        width: facts.width,
        height: facts.height,
        size: bytes.length,
      });
      await hub.app.jobs.runDue();
    }
  });

  const hub = shareTestApp();
  test.each([
    { tool: 'asset_view', args: { id: UNKNOWN_ID }, error: { code: 'asset_not_found' } },
    {
      tool: 'asset_view',
      args: { id: UNKNOWN_ID, detail: 'medium' },
      error: { code: 'tool_arguments_invalid', argument: 'detail', allowed: ['low', 'high'] },
    },
    {
      tool: 'asset_view',
      args: { id: UNKNOWN_ID, region: [0, 0, 2, 1] },
      error: { code: 'tool_arguments_invalid', argument: 'region.2' },
    },
    { tool: 'asset_sheet', args: { ids: [] }, error: { code: 'tool_arguments_invalid', argument: 'ids' } },
    {
      tool: 'asset_sheet',
      args: { ids: Array.from({ length: 25 }, () => UNKNOWN_ID) },
      error: { code: 'tool_arguments_invalid', argument: 'ids' },
    },
    { tool: 'asset_sheet', args: { ids: ['x'] }, error: { code: 'tool_argument_invalid', argument: 'ids.0' } },
    {
      tool: 'search_assets',
      args: { fields: ['alt'] },
      error: { code: 'tool_arguments_invalid', argument: 'fields.0', allowed: expect.arrayContaining(['altText']) },
    },
    { tool: 'search_assets', args: { limit: 101 }, error: { code: 'tool_arguments_invalid', argument: 'limit' } },
    { tool: 'search_assets', args: { cursor: 'x' }, error: { code: 'request_invalid', argument: 'cursor' } },
    { tool: 'get_job', args: { id: UNKNOWN_ID }, error: { code: 'job_not_found' } },
    { tool: 'cancel_job', args: { id: UNKNOWN_ID }, error: { code: 'job_not_found' } },
    {
      tool: 'run_workflow',
      args: { assetId: UNKNOWN_ID, workflowId: UNKNOWN_ID },
      error: { code: 'asset_not_found' },
    },
    { tool: 'delete_workflow', args: { id: UNKNOWN_ID }, error: { code: 'workflow_profile_not_found' } },
    {
      tool: 'create_workflow',
      args: { name: 'x', steps: [{ skillName: 'sharpen' }] },
      error: { code: 'workflow_profile_contains_unsupported_skills' },
    },
  ])('$tool refuses $args', async ({ tool, args, error }) => {
    expect(errorOf(await callTool(hub(), tool, args))).toMatchObject(error);
  });
});

test('a sheet of 24 is one picture of at most 400 kB, with a legend that tells what is missing', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { bytes: await photo(500, 400) });
  const ids = Array.from({ length: 24 }, (_, index) => (index === 5 ? UNKNOWN_ID : id));
  const { bytes, facts, value, image } = await look(hub, 'asset_sheet', { ids });
  expect(bytes.length).toBeLessThanOrEqual(400_000);
  expect(Math.max(facts.width, facts.height)).toBeLessThanOrEqual(1568);
  expect(value).toEqual({
    mimeType: image.mimeType,
    width: facts.width,
    height: facts.height,
    legend: ids.map((asked, index) => ({ number: index + 1, id: asked, shown: index !== 5 })),
  });
});

interface Found {
  readonly items: Record<string, unknown>[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly note?: string;
}

async function search(hub: TestApp, args: object = {}): Promise<Found> {
  const answer = await callTool(hub, 'search_assets', args);
  expect(answer).not.toHaveProperty('structuredContent');
  expect(answer.isError).toBeUndefined();
  return answerOf<Found>(answer);
}

describe('searching', () => {
  test('finds by text, by what is missing, and goes on with a cursor', async () => {
    await using hub = await startTestApp();
    const assets = [
      { fileName: 'a.png', altText: 'A cat', description: 'On a \u202ewall\u0007' },
      { fileName: 'b.png', altText: ' ', is_public: 0 as const },
      { fileName: null, altText: null, description: 'x'.repeat(900) },
    ];
    const [a, b, c] = await addAssets(
      hub.db,
      assets.map((asset, index) => ({ ...asset, created_at: index })),
    );
    const url = expect.stringMatching(/^http:\/\/.*\/content\/.*\.png$/);
    expect(await search(hub)).toEqual({
      items: [
        { id: c?.id, caption: `${'x'.repeat(99)}…`, size: 1000, url },
        { id: b?.id, name: 'b.png', size: 1000 },
        { id: a?.id, name: 'a.png', altText: 'A cat', caption: 'On a wall', size: 1000, url },
      ],
      total: 3,
      nextCursor: null,
    });
    const without = { hasAltText: false, fields: ['id'], limit: 1 };
    const first = await search(hub, without);
    expect(first).toMatchObject({ items: [{ id: c?.id }], total: 2 });
    expect(await search(hub, { ...without, cursor: first.nextCursor })).toEqual({
      items: [{ id: b?.id }],
      total: 2,
      nextCursor: null,
    });
    expect(await search(hub, { query: 'CAT', fields: ['id', 'width', 'isPublic'] })).toMatchObject({
      items: [{ id: a?.id, width: 40, isPublic: true }],
    });
    expect(await search(hub, { hasAltText: true })).toMatchObject({ total: 1 });
    expect(await search(hub, { isPublic: false, contentType: 'image/*' })).toMatchObject({ total: 1 });
  });

  test('never answers with more than 20 kB, and tells how to go on', async () => {
    await using hub = await startTestApp();
    const long = '\u732b'.repeat(300);
    const assets = Array.from({ length: 100 }, () => ({ fileName: `${long}.png`, altText: long, description: long }));
    await addAssets(hub.db, assets);
    const seen = new Set<unknown>();
    let cursor: string | null = null;
    do {
      const found: Found = await search(hub, { limit: 100, ...(cursor && { cursor }) });
      expect(Buffer.byteLength(JSON.stringify(found))).toBeLessThanOrEqual(20 * 1024);
      expect(found.note === undefined).toBe(found.nextCursor === null);
      for (const { id } of found.items) seen.add(id);
      cursor = found.nextCursor;
    } while (cursor);
    expect(seen.size).toBe(100);
  });
});

test('a job is followed, stopped and begun again', async () => {
  await using hub = await startTestApp();
  const id = await enqueue(hub, testKind());
  const ask = async (tool: string, args: object = { id }) => answerOf(await callTool(hub, tool, args));
  expect(await ask('get_job')).toEqual({
    id,
    kind: 'test',
    status: 'queued',
    assetId: null,
    progressPercent: 0,
    progressStep: null,
    error: null,
    finishedAtUtc: null,
  });
  expect(await ask('cancel_job')).toMatchObject({ status: 'cancelled' });
  expect(await ask('list_jobs', { status: 'cancelled' })).toMatchObject({ items: [{ id }], nextCursor: null });
  expect(await ask('retry_job')).toMatchObject({ status: 'queued' });
});

test('a workflow is made of skills, run, changed and deleted', async () => {
  await using hub = await startTestApp();
  const { id: assetId } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const steps = [{ skillName: 'exif-strip' }, { skillName: 'watermark', parameters: { Text: 'mine' } }];
  const made = await callTool(hub, 'create_workflow', { name: 'Publish', steps });
  const id = made.structuredContent?.id;
  expect(made.structuredContent).toMatchObject({ name: 'Publish', isAutoRun: false, description: null });
  const run = await callTool(hub, 'run_workflow', { assetId, workflowId: id });
  expect(run.structuredContent).toEqual({
    assetId,
    workflowId: id,
    skillIds: ['exif-strip', 'watermark'],
    jobId: expect.any(String),
  });
  await hub.app.jobs.runDue();
  const job = await callTool(hub, 'get_job', { id: run.structuredContent?.jobId });
  expect(answerOf(job)).toMatchObject({ status: 'succeeded', assetId });
  await callTool(hub, 'update_workflow', { id, name: 'Strip', steps: steps.slice(0, 1), isAutoRun: true });
  expect((await callTool(hub, 'list_workflows')).structuredContent).toMatchObject({
    workflows: [{ id, name: 'Strip', isAutoRun: true }],
  });
  expect((await callTool(hub, 'delete_workflow', { id })).structuredContent).toEqual({ id, status: 'deleted' });
  expect((await callTool(hub, 'list_workflows')).structuredContent).toEqual({ workflows: [] });
});

test('whoami tells of the key what it may do', async () => {
  await using hub = await startTestApp();
  const value = answerOf(await callTool(hub, 'whoami'));
  expect(value).toMatchObject({ username: null, expiresAtUtc: null });
  expect(value.permissions).toContain('assets.read');
  expect(value).not.toHaveProperty('sessionId');
});

/** As a model is charged for it: about four characters a token. */
const tokensOf = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

test('what agents pay for: the tools of a reader, and twenty matches', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const { key } = await makeKey(hub, accessToken, { preset: 'readOnly' });
  const listed = await request<{ tools: object[] }>(hub, 'tools/list', {}, bearer(key));
  expect(listed.tools.length).toBeGreaterThan(10);
  expect(tokensOf(listed)).toBeLessThan(2500);
  const assets = Array.from({ length: 25 }, (_, index) => ({
    fileName: `IMG_${2000 + index}.jpg`,
    altText: index % 2 ? 'A grey cat asleep on a sofa' : null,
    description: index % 3 ? null : 'Cats at home',
  }));
  await addAssets(hub.db, assets);
  const answer = await callTool(hub, 'search_assets');
  expect(answerOf<Found>(answer).items).toHaveLength(20);
  expect(tokensOf(answer)).toBeLessThan(1200);
});

test('a client that asks for it hears how far a skill is, one that takes no stream does not', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const ask = (accept: string) =>
    hub.server.inject({
      method: 'POST',
      url: '/mcp',
      headers: { ...PLAIN, accept },
      payload: {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: {
          name: 'run_asset_skill',
          arguments: { assetId: id, skillName: 'thumbnail' },
          _meta: { progressToken: 'p' },
        },
      },
    });
  const streamed = await ask('application/json, text/event-stream');
  expect(streamed.headers['content-type']).toBe('text/event-stream');
  const messages = streamed.body
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)) as { method?: string; params?: object; result?: object });
  expect(messages[0]).toMatchObject({
    method: 'notifications/progress',
    params: { progressToken: 'p', progress: expect.any(Number), total: 100 },
  });
  expect(messages.at(-1)).toMatchObject({ result: { structuredContent: { succeeded: true } } });
  const plain = await ask('application/json');
  expect(plain.json()).toMatchObject({ result: { structuredContent: { skillName: 'thumbnail' } } });
});
