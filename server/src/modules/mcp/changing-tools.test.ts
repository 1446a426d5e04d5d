import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { answerOf, callTool, errorOf } from '../../../test/mcp.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { uploadAsset } from '../../../test/upload.ts';

const UNKNOWN_ID = '01956f8d-0000-7000-8000-000000000001';
const OTHER_ID = '01956f8d-0000-7000-8000-000000000002';

describe('what is refused', () => {
  const hub = shareTestApp();
  const long = 'x'.repeat(1001);
  test.each([
    { tool: 'patch_asset', args: {}, error: { code: 'tool_argument_invalid', argument: 'id' } },
    { tool: 'patch_asset', args: { id: UNKNOWN_ID, altText: 'x' }, error: { code: 'asset_not_found' } },
    {
      tool: 'patch_asset',
      args: { id: UNKNOWN_ID, isPublic: null },
      error: { code: 'tool_arguments_invalid', argument: 'isPublic' },
    },
    { tool: 'patch_asset', args: { id: UNKNOWN_ID, altText: long }, error: { code: 'asset_alt_text_too_long' } },
    { tool: 'patch_asset', args: { id: UNKNOWN_ID, description: long }, error: { code: 'asset_description_too_long' } },
    {
      tool: 'patch_asset',
      args: { id: UNKNOWN_ID, alt: 'x' },
      error: {
        code: 'tool_arguments_invalid',
        argument: 'alt',
        allowed: ['id', 'description', 'altText', 'originalFileName', 'isPublic'],
      },
    },
    { tool: 'delete_asset', args: { id: 'x' }, error: { code: 'tool_argument_invalid', argument: 'id' } },
    { tool: 'delete_asset', args: { id: UNKNOWN_ID }, error: { code: 'asset_not_found' } },
    { tool: 'batch_delete_assets', args: {}, error: { code: 'tool_arguments_invalid', argument: 'ids' } },
    {
      tool: 'batch_delete_assets',
      args: { ids: [UNKNOWN_ID, 'x'] },
      error: { code: 'tool_argument_invalid', argument: 'ids.1' },
    },
    {
      tool: 'batch_delete_assets',
      args: { ids: Array.from({ length: 1001 }, () => UNKNOWN_ID) },
      error: { code: 'asset_batch_too_large' },
    },
    { tool: 'run_asset_skill', args: {}, error: { code: 'tool_argument_invalid', argument: 'assetId' } },
    { tool: 'run_asset_skill', args: { assetId: UNKNOWN_ID }, error: { code: 'skill_name_required' } },
    {
      tool: 'run_asset_skill',
      args: { assetId: UNKNOWN_ID, skillName: 'exif-strip' },
      error: { code: 'asset_not_found' },
    },
    {
      tool: 'run_asset_skill',
      args: { assetId: UNKNOWN_ID, skillName: 'exif-strip', parameters: [] },
      error: { code: 'tool_arguments_invalid', argument: 'parameters' },
    },
  ])('$tool → $error.code', async ({ tool, args, error }) => {
    expect(errorOf(await callTool(hub(), tool, args))).toMatchObject(error);
  });

  test('a skill that there is not, on a picture that there is', async () => {
    const { id } = await uploadAsset(hub());
    const refused = errorOf(await callTool(hub(), 'run_asset_skill', { assetId: id, skillName: 'enrich' }));
    expect(refused).toMatchObject({ code: 'skill_not_found', next: expect.stringContaining('list_skills') });
  });
});

test('a patch changes what it names, clears with null, and keeps the rest', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { fields: { altText: 'Before', description: 'Long' } });
  const first = await callTool(hub, 'patch_asset', { id, altText: 'After', originalFileName: 'dir/猫.png' });
  expect(first.structuredContent).toMatchObject({
    id,
    altText: 'After',
    description: 'Long',
    originalFileName: '猫.png',
  });
  const second = await callTool(hub, 'patch_asset', {
    id,
    altText: null,
    description: null,
    originalFileName: null,
    isPublic: false,
  });
  expect(second.structuredContent).toMatchObject({
    altText: null,
    description: null,
    originalFileName: null,
    isPublic: false,
    publicUrl: null,
  });
  expect(errorOf(await callTool(hub, 'patch_asset', { id, originalFileName: ' ' }))).toMatchObject({
    code: 'asset_filename_invalid',
  });
});

test('deleting tells when, and what was not there; a bad id deletes nothing', async () => {
  await using hub = await startTestApp();
  const [one, two, three] = [await uploadAsset(hub), await uploadAsset(hub), await uploadAsset(hub)];
  const deleted = await callTool(hub, 'delete_asset', { id: one.id, commitMessage: 'Away' });
  expect(deleted.structuredContent).toEqual({
    id: one.id,
    status: 'deleted',
    deletedAtUtc: expect.stringMatching(/^2026-04-08T.*Z$/),
  });
  await callTool(hub, 'batch_delete_assets', { ids: [two.id, 'x'] });
  expect((await callTool(hub, 'get_asset', { id: two.id })).isError).toBeUndefined();
  const many = await callTool(hub, 'batch_delete_assets', { ids: [two.id, OTHER_ID, three.id, two.id] });
  expect(many.structuredContent).toEqual({
    requestedCount: 4,
    deletedCount: 2,
    notFoundIds: [OTHER_ID],
    results: [
      { id: two.id, status: 'deleted', errorCode: null },
      { id: OTHER_ID, status: 'notFound', errorCode: null },
      { id: three.id, status: 'deleted', errorCode: null },
    ],
  });
  const notes = hub.db.selectFrom('object_removals').select('commit_message').where('storage_key', '=', one.storageKey);
  expect(await notes.execute()).toEqual([{ commit_message: 'Away' }]);
  expect((await callTool(hub, 'batch_delete_assets', { ids: [] })).structuredContent).toEqual({
    requestedCount: 0,
    deletedCount: 0,
    notFoundIds: [],
    results: [],
  });
});

test('numbers and skills are those of REST', async () => {
  await using hub = await startTestApp();
  await uploadAsset(hub);
  const rest = async (path: string) =>
    (await hub.server.inject({ url: `/api/v1/assets/${path}`, headers: bearer(API_KEY) })).json().data;
  const { storageBreakdown: _, ...stats } = await rest('usage-stats');
  expect((await callTool(hub, 'get_asset_usage_stats')).structuredContent).toEqual(stats);
  expect((await callTool(hub, 'list_skills', {})).structuredContent).toEqual({ skills: await rest('skills') });
});

test('a skill is run and waited for; a step that fails is no error', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.start();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  const run = await callTool(hub, 'run_asset_skill', { assetId: id, skillName: 'exif_strip' });
  expect(run.structuredContent).toMatchObject({
    succeeded: true,
    skillName: 'exif-strip',
    steps: [{ name: 'strip_exif_metadata', succeeded: true, errorMessage: null }],
    asset: { id },
  });
  expect(run.structuredContent).not.toHaveProperty('jobId');
  expect(run.structuredContent?.asset).not.toHaveProperty('storageKey');
  await hub.db.updateTable('assets').set({ storage_key: '2026/04/08/gone.png' }).execute();
  const failed = await callTool(hub, 'run_asset_skill', { assetId: id, skillName: 'watermark' });
  expect(failed.isError).toBeUndefined();
  expect(failed.structuredContent).toMatchObject({
    succeeded: false,
    steps: [{ name: 'draw_watermark', succeeded: false, errorMessage: expect.any(String) }],
  });
});

test('a skill that takes longer than a minute goes on as a job, which is named', async () => {
  await using hub = await startTestApp();
  const { id } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
  // Every look at the watch finds a minute gone, and nobody does the job meanwhile.
  let watch = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => {
    watch += 60_000;
    return watch;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const run = await callTool(hub, 'run_asset_skill', { assetId: id, skillName: 'thumbnail' });
  const jobId = run.structuredContent?.jobId;
  expect(run.structuredContent).toMatchObject({ succeeded: false, skillName: 'thumbnail', steps: [], asset: { id } });
  expect(answerOf(await callTool(hub, 'get_job', { id: jobId }))).toMatchObject({ status: 'queued', assetId: id });
  await hub.app.jobs.runDue();
  expect(answerOf(await callTool(hub, 'get_job', { id: jobId }))).toMatchObject({ status: 'succeeded' });
});
