import { describe, expect, test } from 'vitest';
import { addProvider } from '../../../test/ai-providers.ts';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { noise, pngChunk, pngHeader } from '../../../test/images.ts';
import { says, startModel } from '../../../test/model.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { addWorkflow, call, executionsOf, graphOf, jobOf, node, runOn, VALID } from '../../../test/workflows.ts';
import { SECOND } from '../../core/clock.ts';
import type { Asset } from '../assets/schema.ts';
import type { Workflow, WorkflowRun } from './schema.ts';

const UNKNOWN = '0196f000-0000-7000-8000-000000000000';
const BASE = '/api/v1/system/workflows';

const list = async (hub: TestApp): Promise<Workflow[]> =>
  (await call(hub, 'GET', BASE)).json<{ data: Workflow[] }>().data;

describe('saving', () => {
  const empty = shareTestApp();

  test.each<[object, string, string]>([
    [{ name: ' ' }, 'workflow_profile_name_required', 'name'],
    [{ name: null }, 'workflow_profile_name_required', 'name'],
    [{ name: 'n'.repeat(101) }, 'workflow_profile_name_too_long', 'name'],
    [{ description: 'd'.repeat(1001) }, 'workflow_profile_description_too_long', 'description'],
    [{ graphJson: ' ' }, 'workflow_profile_graph_json_required', 'graphJson'],
    [{ graphJson: undefined }, 'workflow_profile_graph_json_required', 'graphJson'],
    [{ graphJson: '{' }, 'workflow_profile_graph_json_invalid', 'graphJson'],
    [{ graphJson: '[]' }, 'workflow_profile_graph_json_invalid', 'graphJson'],
    [
      { graphJson: `{"a":${'['.repeat(15_000)}${']'.repeat(15_000)}}` },
      'workflow_profile_graph_json_invalid',
      'graphJson',
    ],
    [{ graphJson: 'null' }, 'workflow_profile_graph_json_invalid', 'graphJson'],
    [{ graphJson: graphOf([{ data: 7 }]) }, 'workflow_profile_graph_json_invalid', 'graphJson.nodes.0.data'],
    [
      { graphJson: graphOf([node('a', 'thumbnail'), node('a', 'thumbnail')]) },
      'workflow_profile_graph_json_invalid',
      'graphJson.nodes.1.id',
    ],
    [{ graphJson: `{"x":"${'x'.repeat(32_768)}"}` }, 'workflow_profile_graph_json_too_long', 'graphJson'],
    [
      { graphJson: graphOf(Array.from({ length: 51 }, (_, n) => node(`${n}`, 'thumbnail'))) },
      'workflow_profile_graph_json_too_long',
      'graphJson',
    ],
    [
      // Short as it is written; a job would carry each of these numbers in full.
      {
        graphJson: graphOf(
          Array.from({ length: 10 }, (_, n) => node(`${n}`, 'thumbnail', { x: Array(550).fill('1e20') })),
        ).replaceAll('"1e20"', '1e20'),
      },
      'workflow_profile_graph_json_too_long',
      'graphJson',
    ],
    [{ graphJson: graphOf([node('a', 'fly')]) }, 'workflow_profile_contains_unsupported_skills', 'graphJson'],
    [
      { graphJson: graphOf([node('a', 'thumbnail'), node('b', 'format-convert')]) },
      'format_convert_target_format_required',
      'graphJson.nodes.1.data.parameters.TargetFormat',
    ],
    [
      { graphJson: graphOf([node('a', 'watermark', { Opacity: 2 })]) },
      'watermark_opacity_out_of_range',
      'graphJson.nodes.0.data.parameters.Opacity',
    ],
    [
      {
        graphJson: graphOf(
          [node('a', 'thumbnail'), node('b', 'thumbnail')],
          [
            ['a', 'b'],
            ['b', 'a'],
          ],
        ),
      },
      'workflow_profile_graph_has_cycle',
      'graphJson.edges',
    ],
    [
      { graphJson: graphOf([node('a', 'thumbnail')], [['a', 'a']]) },
      'workflow_profile_graph_has_cycle',
      'graphJson.edges',
    ],
    [{ graphJson: '{}', isAutoRun: true }, 'workflow_profile_has_no_skills', 'graphJson'],
  ])('of %j is refused as %s of %s', async (given, code, field) => {
    const answer = await call(empty(), 'POST', BASE, { ...VALID, ...given });
    expect([answer.statusCode, answer.json().error]).toMatchObject([400, { code, field }]);
    expect(await list(empty())).toEqual([]);
  });

  test('keeps the canvas, lists the automatic one first, replaces all and deletes', async () => {
    await using hub = await startTestApp();
    const answer = await call(hub, 'POST', BASE, { name: ' B ', description: ' ', graphJson: ` ${VALID.graphJson}\n` });
    expect(answer.statusCode).toBe(201);
    const b = answer.json<{ data: Workflow }>().data;
    expect(answer.headers.location).toBe(`${BASE}/${b.id}`);
    expect(b).toMatchObject({ name: 'B', description: null, isAutoRun: false, graphJson: VALID.graphJson });
    const a = await addWorkflow(hub, { name: 'a' });
    const c = await addWorkflow(hub, { name: 'c', description: 'C', isAutoRun: true });
    expect((await list(hub)).map(({ name }) => name)).toEqual(['c', 'a', 'B']);
    const taken = await call(hub, 'PUT', `${BASE}/${a.id}`, { ...VALID, name: 'b' });
    expect([taken.statusCode, taken.json().error.code]).toEqual([400, 'workflow_profile_name_conflict']);
    const replaced = await call(hub, 'PUT', `${BASE}/${c.id}`, { name: 'C', graphJson: '{}' });
    expect(replaced.json().data).toMatchObject({ name: 'C', description: null, isAutoRun: false, graphJson: '{}' });
    expect((await call(hub, 'GET', `${BASE}/${c.id}`)).json()).toEqual(replaced.json());
    expect((await call(hub, 'PATCH', `${BASE}/${c.id}/autorun`)).json().error.code).toBe(
      'workflow_profile_has_no_skills',
    );
    expect((await call(hub, 'DELETE', `${BASE}/${c.id}`)).statusCode).toBe(204);
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['PATCH', '/autorun'],
    ] as const) {
      const gone = await call(hub, method, `${BASE}/${c.id}${path}`, method === 'PUT' ? VALID : undefined);
      expect([method, gone.statusCode, gone.json().error.code]).toEqual([method, 404, 'workflow_profile_not_found']);
    }
  });

  test('several who switch at once leave one that runs by itself', async () => {
    await using hub = await startTestApp();
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((name) => addWorkflow(hub, { name, isAutoRun: true })));
    const answers = await Promise.all(all.map(({ id }) => call(hub, 'PATCH', `${BASE}/${id}/autorun`)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect((await list(hub)).filter(({ isAutoRun }) => isAutoRun)).toHaveLength(1);
    // Not even the database takes a second one.
    await expect(hub.db.updateTable('workflows').set({ is_auto_run: 1 }).execute()).rejects.toThrow();
  });
});

describe('running', () => {
  test('is followed to its end, along the edges, though the workflow is deleted meanwhile', async () => {
    await using hub = await startTestApp();
    const { id: assetId } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
    const nodes = [
      node('a', 'Watermark', { Text: 'x' }),
      node('b', 'basic_image_enrich'),
      node('c', 'format-convert', { TargetFormat: 'webp' }),
    ];
    const { id } = await addWorkflow(hub, {
      graphJson: graphOf(nodes, [
        ['c', 'b'],
        ['b', 'a'],
      ]),
    });
    const answer = await runOn(hub, assetId, id);
    expect([answer.statusCode, answer.headers.location]).toEqual([202, `/api/v1/assets/${assetId}`]);
    const { data } = answer.json<{ data: WorkflowRun }>();
    expect(data).toMatchObject({
      assetId,
      workflowId: id,
      skillIds: ['format-convert', 'basic_image_enrich', 'Watermark'],
      executionIds: { length: 3 },
    });
    expect(await jobOf(hub, data.jobId)).toMatchObject({ status: 'queued', assetId });
    expect((await call(hub, 'DELETE', `${BASE}/${id}`)).statusCode).toBe(204);
    await hub.app.jobs.runDue();
    expect(await jobOf(hub, data.jobId)).toMatchObject({
      status: 'succeeded',
      progressPercent: 100,
      result: { executionIds: data.executionIds },
    });
    const done = new Map((await executionsOf(hub, assetId)).map((execution) => [execution.executionId, execution]));
    const inOrder = data.executionIds.map((executionId) => done.get(executionId));
    expect(inOrder).toMatchObject([
      { skillName: 'format-convert', succeeded: true, triggerSource: 'manual' },
      { skillName: 'basic_image_enrich', succeeded: true, steps: { length: 2 } },
      { skillName: 'watermark', succeeded: true, steps: [{ stepName: 'draw_watermark' }] },
    ]);
    expect(done.size).toBe(3);
  });

  test('goes on after a step that fails', async () => {
    await using hub = await startTestApp();
    const bytes = Buffer.concat([pngHeader(9, 9), pngChunk('IDAT', noise(50)), pngChunk('IEND', Buffer.alloc(0))]);
    const { id: assetId } = await uploadAsset(hub, { bytes, fields: { runEnrichment: 'false' } });
    const { id } = await addWorkflow(hub, { graphJson: graphOf([node('a', 'thumbnail'), node('b', 'ai-caption')]) });
    const { data } = (await runOn(hub, assetId, id)).json<{ data: WorkflowRun }>();
    await hub.app.jobs.runDue();
    expect(await jobOf(hub, data.jobId)).toMatchObject({ status: 'succeeded', kind: 'asset.sequence_ai' });
    const done = await executionsOf(hub, assetId);
    expect(done.find(({ skillName }) => skillName === 'thumbnail')).toMatchObject({
      succeeded: false,
      steps: [{ errorMessage: 'The picture is damaged: it cannot be decoded.' }],
    });
    expect(done.find(({ skillName }) => skillName === 'ai-caption')).toMatchObject({ succeeded: true });
  });

  test('goes by the array when the edges make no one path', async () => {
    await using hub = await startTestApp();
    const { id: assetId } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
    const nodes = [node('a', 'exif-strip'), node('b', 'thumbnail'), { type: 'watermark', data: { Text: 'y' } }];
    const { id } = await addWorkflow(hub, { graphJson: graphOf(nodes, [['b', 'a']]) });
    const { data } = (await runOn(hub, assetId, id)).json<{ data: WorkflowRun }>();
    expect(data.skillIds).toEqual(['exif-strip', 'thumbnail', 'watermark']);
  });

  test('is refused without an asset, a workflow or skills, in this order', async () => {
    await using hub = await startTestApp();
    const { id: assetId } = await uploadAsset(hub, { fields: { runEnrichment: 'false' } });
    const { id } = await addWorkflow(hub, { graphJson: '{"nodes":[]}' });
    const codes = [];
    for (const [asset, workflow] of [
      [UNKNOWN, UNKNOWN],
      [assetId, UNKNOWN],
      [assetId, id],
    ] as const) {
      const answer = await runOn(hub, asset, workflow);
      codes.push([answer.statusCode, answer.json().error.code]);
    }
    expect(codes).toEqual([
      [404, 'asset_not_found'],
      [404, 'workflow_profile_not_found'],
      [400, 'workflow_profile_has_no_skills'],
    ]);
  });
});

describe('every upload', () => {
  const detail = async (hub: TestApp, id: string): Promise<Asset> =>
    (await call(hub, 'GET', `/api/v1/assets/${id}`)).json<{ data: Asset }>().data;

  test('is processed by the automatic workflow instead of the default', async () => {
    await using hub = await startTestApp();
    await addWorkflow(hub, { isAutoRun: true });
    const { id } = await uploadAsset(hub);
    await hub.app.jobs.runDue();
    expect(await executionsOf(hub, id)).toMatchObject([{ skillName: 'thumbnail', triggerSource: 'upload' }]);
    expect((await detail(hub, id)).derivatives).not.toHaveLength(0);
  });

  test('gets the default when the automatic workflow cannot run, and says so', async () => {
    await using hub = await startTestApp();
    const { id: workflowId } = await addWorkflow(hub, { isAutoRun: true });
    const graph = graphOf([node('a', 'of-a-later-version')]);
    await hub.db.updateTable('workflows').set({ graph_json: graph }).where('is_auto_run', '=', 1).execute();
    const { id } = await uploadAsset(hub);
    await hub.app.jobs.runDue();
    const asset = await detail(hub, id);
    expect(asset.derivatives).not.toHaveLength(0);
    expect(asset.latestExecutionSummary?.steps).toMatchObject([
      {
        stepName: 'auto_run_workflow',
        succeeded: false,
        errorCode: 'workflow_profile_contains_unsupported_skills',
        errorMessage: expect.stringContaining('of-a-later-version'),
      },
      { stepName: 'generate_thumbnail', succeeded: true },
      { stepName: 'generate_basic_caption', succeeded: true },
    ]);
    expect((await runOn(hub, id, workflowId)).json().error.code).toBe('workflow_profile_contains_unsupported_skills');
  });

  test('says so once, before what was done instead, also when a model answers later', async () => {
    await using model = await startModel(says('{"caption":"A cat."}'));
    await using hub = await startTestApp({ settings: { Security__Outbound__AllowedNetworks: '127.0.0.1' } });
    await addProvider(hub, { apiBaseUrl: model.url });
    await addWorkflow(hub, { isAutoRun: true });
    await hub.db
      .updateTable('workflows')
      .set({ graph_json: graphOf([]) })
      .execute();
    const { id } = await uploadAsset(hub);
    await hub.app.jobs.runDue(['images']);
    hub.clock.advance(SECOND);
    await hub.app.jobs.runDue(['ai']);
    const { description, latestExecutionSummary } = await detail(hub, id);
    expect(description).toBe('A cat.');
    const [instead, made, described] = latestExecutionSummary?.steps ?? [];
    expect([instead, made, described]).toMatchObject([
      { stepName: 'auto_run_workflow', succeeded: false, errorCode: 'workflow_profile_has_no_skills' },
      { stepName: 'generate_thumbnail', succeeded: true },
      { stepName: 'generate_basic_caption', succeeded: true },
    ]);
    expect(instead?.startedAtUtc).toBe(made?.startedAtUtc);
  });
});
