import { expect, test } from 'vitest';
import { addProvider } from '../../../test/ai-providers.ts';
import { startTestApp, type TestApp, type TestAppOptions } from '../../../test/app.ts';
import { png } from '../../../test/images.ts';
import { createGate } from '../../../test/jobs.ts';
import { fails, inTurn, type ModelAnswer, says, startModel, type TestModel } from '../../../test/model.ts';
import { runProgram } from '../../../test/program.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { addWorkflow, call, executionsOf, graphOf, jobOf, node, runOn } from '../../../test/workflows.ts';
import { MINUTE, SECOND } from '../../core/clock.ts';
import type { Asset } from '../assets/schema.ts';
import type { WorkflowRun } from './schema.ts';

const CAT = says('{"caption":"A cat.","altText":"Cat","tags":["cat"]}');
const DOG = says('{"caption":"A dog.","altText":"Dog","tags":["dog"]}');
const LOCAL = { Security__Outbound__AllowedNetworks: '127.0.0.1' };
const MARK = node('mark', 'watermark', { Text: 'x' });
const CAPTION = node('caption', 'ai-caption');
const CONVERT = node('convert', 'format-convert', { TargetFormat: 'webp' });
const CAPTION_IN_THE_MIDDLE = graphOf([MARK, CAPTION, CONVERT]);

interface Stage {
  readonly hub: TestApp;
  readonly model: TestModel;
}

/** A hub whose pictures are described by a model that answers so. */
async function withModel(
  answer: (stage: () => Stage) => ModelAnswer,
  work: (stage: Stage) => Promise<void>,
  settings: TestAppOptions['settings'] = {},
): Promise<void> {
  const stage: { is?: Stage } = {};
  const staged = () => stage.is ?? expect.unreachable('asked too early');
  await using model = await startModel(answer(staged));
  await using hub = await startTestApp({ settings: { ...LOCAL, ...settings } });
  await addProvider(hub, { apiBaseUrl: model.url });
  stage.is = { hub, model };
  await work(stage.is);
}

/** Queues a workflow for a new picture, to which nothing else is done. */
async function startRun(hub: TestApp, graphJson: string): Promise<WorkflowRun> {
  const { id: assetId } = await uploadAsset(hub, { bytes: await png(300, 200), fields: { runEnrichment: 'false' } });
  const { id } = await addWorkflow(hub, { graphJson });
  const answer = await runOn(hub, assetId, id);
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json<{ data: WorkflowRun }>().data;
}

const detail = async (hub: TestApp, id: string): Promise<Asset> =>
  (await call(hub, 'GET', `/api/v1/assets/${id}`)).json<{ data: Asset }>().data;

/** The steps of a run that are written down, in the order of its skills. */
async function stepsOf(hub: TestApp, { assetId, executionIds }: WorkflowRun) {
  const done = await executionsOf(hub, assetId);
  expect(done.filter(({ executionId }) => !executionIds.includes(executionId))).toEqual([]);
  return executionIds.flatMap((id) => done.find(({ executionId }) => executionId === id)?.steps ?? []);
}

/** Who replaced an original of the picture, in order: a skill that was run twice stands here twice. */
const replacedBy = async (hub: TestApp, assetId: string): Promise<string[]> =>
  (await hub.db.selectFrom('asset_versions').selectAll().orderBy('number').execute())
    .filter(({ asset_id }) => asset_id === assetId)
    .map(({ replaced_by }) => replaced_by);

const OK = (stepName: string) => ({ stepName, succeeded: true, errorMessage: null });
const ALL_DONE = [OK('draw_watermark'), OK('generate_basic_caption'), OK('convert_image_format')];

test('a model describes the picture as the skills before left it, and the skills behind go on', () =>
  withModel(
    (stage) => (request, response, n) => {
      stage().hub.clock.advance(7 * SECOND);
      return CAT(request, response, n);
    },
    async ({ hub, model }) => {
      const run = await startRun(hub, CAPTION_IN_THE_MIDDLE);
      const start = hub.clock.now();
      await hub.app.jobs.runDue();
      expect(await jobOf(hub, run.jobId)).toMatchObject({ status: 'succeeded', kind: 'asset.sequence', attempts: 1 });
      const steps = await stepsOf(hub, run);
      expect(steps).toMatchObject(ALL_DONE);
      const times = steps.map(({ startedAtUtc, completedAtUtc }) =>
        [startedAtUtc, completedAtUtc].map((at) => Date.parse(at) - start),
      );
      expect(times).toEqual([
        [0, 0],
        [0, 7 * SECOND],
        [7 * SECOND, 7 * SECOND],
      ]);
      expect(await detail(hub, run.assetId)).toMatchObject({
        contentType: 'image/webp',
        description: 'A cat.',
        latestExecutionSummary: { skillName: 'format-convert' },
      });
      expect(model.requests).toHaveLength(1);
    },
  ));

test('cancelled while a model is asked, a run ends there; run again it does what is left, and nothing twice', () => {
  const gate = createGate();
  const hangsUp = Promise.withResolvers<void>();
  const slow: ModelAnswer = async (_request, response) => {
    response.on('close', hangsUp.resolve);
    await gate.pass();
  };
  return withModel(
    () => inTurn(slow, CAT),
    async ({ hub, model }) => {
      const run = await startRun(hub, CAPTION_IN_THE_MIDDLE);
      const running = hub.app.jobs.runDue();
      await gate.reached;
      expect(await jobOf(hub, run.jobId)).toMatchObject({
        status: 'running',
        progressStep: 'ai-caption: generate_basic_caption',
      });
      expect((await call(hub, 'POST', `/api/v1/jobs/${run.jobId}/cancel`)).statusCode).toBe(200);
      await running;
      await hangsUp.promise;
      gate.open();
      await hub.app.jobs.runDue();
      expect(await jobOf(hub, run.jobId)).toMatchObject({ status: 'cancelled' });
      expect(await stepsOf(hub, run)).toMatchObject([OK('draw_watermark')]);
      expect(await detail(hub, run.assetId)).toMatchObject({ description: null, contentType: 'image/png' });

      expect((await call(hub, 'POST', `/api/v1/jobs/${run.jobId}/retry`)).statusCode).toBe(200);
      await hub.app.jobs.runDue();
      expect(await jobOf(hub, run.jobId)).toMatchObject({ status: 'succeeded' });
      expect(await stepsOf(hub, run)).toMatchObject(ALL_DONE);
      expect(await replacedBy(hub, run.assetId)).toEqual(['watermark', 'format-convert']);
      // Once more each time that a busy machine renews the lease too late.
      expect(model.requests.length).toBeGreaterThanOrEqual(2);
    },
  );
});

test('given up after one kill too many, a run says which steps it owes; run again it does these', () =>
  withModel(
    () => inTurn(fails(429, { 'retry-after': '60' }), CAT),
    async ({ hub }) => {
      await addWorkflow(hub, { name: 'Every upload', isAutoRun: true, graphJson: CAPTION_IN_THE_MIDDLE });
      const { id: assetId } = await uploadAsset(hub, { bytes: await png(300, 200) });
      await hub.app.jobs.runDue();
      const { id: jobId, attempts } = await hub.db.selectFrom('jobs').selectAll().executeTakeFirstOrThrow();
      expect([(await jobOf(hub, jobId)).status, attempts]).toEqual(['queued', 1]);
      const tried = async () => {
        const steps = (await executionsOf(hub, assetId)).flatMap((execution) => execution.steps);
        return new Map(steps.map(({ stepName, succeeded }) => [stepName, succeeded]));
      };
      expect([...(await tried())]).toEqual([['draw_watermark', true]]);
      // As the last of its processes left it.
      const lost = { status: 'running' as const, lease_id: 'lost', attempts: 5, due_at: 0 };
      await hub.db.updateTable('jobs').set(lost).execute();
      await hub.app.jobs.runDue();
      expect(await jobOf(hub, jobId)).toMatchObject({ status: 'failed', error: { code: 'job_interrupted' } });
      expect(Object.fromEntries(await tried())).toEqual({
        draw_watermark: true,
        generate_basic_caption: false,
        convert_image_format: false,
      });
      await call(hub, 'POST', `/api/v1/jobs/${jobId}/retry`);
      await hub.app.jobs.runDue();
      expect(await jobOf(hub, jobId)).toMatchObject({ status: 'succeeded' });
      expect([...(await tried()).values()]).toEqual([true, true, true]);
      expect(await replacedBy(hub, assetId)).toEqual(['watermark', 'format-convert']);
      expect(await detail(hub, assetId)).toMatchObject({ description: 'A cat.', contentType: 'image/webp' });
    },
  ));

test('what a step took of its tries is not taken from the next', () => {
  const busy = fails(429, { 'retry-after': '60' });
  return withModel(
    () => inTurn(busy, busy, busy, busy, CAT, busy, DOG),
    async ({ hub, model }) => {
      const graphJson = graphOf([CAPTION, node('again', 'ai-caption')]);
      await addWorkflow(hub, { isAutoRun: true, graphJson });
      const { id } = await uploadAsset(hub);
      for (let round = 0; round < 7; round += 1) {
        await hub.app.jobs.runDue();
        hub.clock.advance(60 * MINUTE);
      }
      expect(model.requests).toHaveLength(7);
      expect(await executionsOf(hub, id)).toMatchObject([{ succeeded: true }, { succeeded: true }]);
      expect((await detail(hub, id)).processing).toMatchObject({ status: 'succeeded', error: null });
    },
  );
});

test('when too much waits for the model, pictures go without a caption and do not wait', () => {
  const gate = createGate();
  const slow: ModelAnswer = async (request, response, n) => {
    await gate.pass();
    return CAT(request, response, n);
  };
  return withModel(
    () => slow,
    async ({ hub, model }) => {
      await addWorkflow(hub, { isAutoRun: true, graphJson: graphOf([CAPTION, node('thumbs', 'thumbnail')]) });
      const first = await uploadAsset(hub);
      const running = hub.app.jobs.runDue();
      await gate.reached;
      const second = await uploadAsset(hub);
      const both = hub.app.jobs.runDue();
      await expect.poll(async () => (await detail(hub, second.id)).processing).toMatchObject({ status: 'succeeded' });
      expect((await detail(hub, first.id)).processing).toMatchObject({ status: 'running' });
      const done = await executionsOf(hub, second.id);
      expect(done.find(({ skillName }) => skillName === 'ai-caption')?.steps).toMatchObject([
        { succeeded: false, errorMessage: expect.stringContaining('waiting') },
      ]);
      expect(done.find(({ skillName }) => skillName === 'thumbnail')).toMatchObject({ succeeded: true });
      gate.open();
      await Promise.all([running, both]);
      expect(await executionsOf(hub, first.id)).toMatchObject([{ succeeded: true }, { succeeded: true }]);
      expect(model.requests).toHaveLength(1);
    },
    { Jobs__MaxQueueDepth: '1' },
  );
});

test('killed in the middle of a run, another process goes on with the step that was not over', {
  timeout: 120_000,
}, () => {
  const gate = createGate();
  const slow: ModelAnswer = async () => gate.pass();
  return withModel(
    () => inTurn(slow, CAT),
    async ({ hub, model }) => {
      const run = await startRun(hub, CAPTION_IN_THE_MIDDLE);
      const settings = { ...LOCAL, Server__Port: '0', Jobs__LeaseSeconds: '3' };
      const start = () => runProgram(['serve'], { ...hub.database.env, ...settings }, hub.database.dataPath);
      let program = start();
      try {
        await gate.reached;
        expect(await program.stop('SIGKILL')).toBeNull();
        expect(await jobOf(hub, run.jobId)).toMatchObject({ status: 'running' });
        expect(await stepsOf(hub, run)).toMatchObject([OK('draw_watermark')]);
        program = start();
        const status = async () => (await jobOf(hub, run.jobId)).status;
        await expect.poll(status, { timeout: 100_000, interval: 50 }).toBe('succeeded');
      } finally {
        await program.stop('SIGKILL');
      }
      gate.open();
      expect(await stepsOf(hub, run)).toMatchObject(ALL_DONE);
      expect(await replacedBy(hub, run.assetId)).toEqual(['watermark', 'format-convert']);
      expect(model.requests).toHaveLength(2);
    },
  );
});
