import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/app.ts';
import { createTraceTables, DURABLE_KIND, tracesIn } from '../../test/durable-jobs.ts';
import { JOB_WORKER, type Program, runProgram } from '../../test/program.ts';

async function startHub(): Promise<TestApp> {
  const hub = await startTestApp();
  await createTraceTables(hub.db);
  return hub;
}

/** Queues jobs that take so many milliseconds each; this process runs none of them. */
const enqueueMany = (hub: TestApp, count: number, ms: number): Promise<string[]> =>
  hub.db.transaction().execute(async (trx) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push(await hub.app.jobs.enqueue(trx, DURABLE_KIND, { ms }));
    return ids;
  });

const startWorker = ({ database }: TestApp, settings: Record<string, string>): Program =>
  runProgram([], { ...database.env, ...settings }, database.dataPath, { script: JOB_WORKER });

const effects = (hub: TestApp) => tracesIn(hub.db, 'job_effects');

const unfinished = async (hub: TestApp) =>
  (await hub.db.selectFrom('jobs').select('status').where('status', '!=', 'succeeded').execute()).length;

/** Says when jobs hang, not how fast they are. */
const TIMEOUT_MS = 240_000;
const WAIT = { timeout: TIMEOUT_MS, interval: 20 };

test('two processes share the jobs: each is run by one of them, once', { timeout: TIMEOUT_MS }, async () => {
  await using hub = await startHub();
  const settings = { Jobs__Images__Parallelism: '4' };
  const workers = [startWorker(hub, settings), startWorker(hub, settings)];
  try {
    await Promise.all(workers.map((worker) => worker.ready()));
    // One process alone would be at it for longer than the other takes to look for work.
    const ids = await enqueueMany(hub, 100, 150);
    await expect.poll(() => unfinished(hub), WAIT).toBe(0);
    const tries = await tracesIn(hub.db, 'job_tries');
    expect(tries.map(({ job_id }) => job_id)).toEqual(ids.toSorted());
    expect(await effects(hub)).toEqual(tries);
    expect(new Set(tries.map(({ pid }) => pid)).size).toBe(2);
  } finally {
    expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0]);
  }
});

test('killed in the middle again and again, processes lose no job and do none twice', {
  timeout: TIMEOUT_MS,
}, async () => {
  await using hub = await startHub();
  const settings = { Jobs__Images__Parallelism: '4', Jobs__LeaseSeconds: '3' };
  const ids = await enqueueMany(hub, 100, 50);
  const workers: Program[] = [];
  const kills = 5;
  try {
    workers.push(startWorker(hub, settings), startWorker(hub, settings));
    for (let kill = 1; kill <= kills; kill += 1) {
      // At a different place each time, while there is still work for the others.
      await expect.poll(async () => (await effects(hub)).length, WAIT).toBeGreaterThanOrEqual(kill * 15);
      expect(await workers.shift()?.stop('SIGKILL')).toBeNull();
      workers.push(startWorker(hub, settings));
    }
    await expect.poll(() => unfinished(hub), WAIT).toBe(0);
    expect((await effects(hub)).map(({ job_id }) => job_id)).toEqual(ids.toSorted());
    const tries = await tracesIn(hub.db, 'job_tries');
    expect(tries.length).toBeGreaterThan(ids.length);
  } finally {
    for (const worker of workers) await worker.stop('SIGKILL');
  }
});
