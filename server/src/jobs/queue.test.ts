import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { cancel, enqueue, jobRow, retry, testKind } from '../../test/jobs.ts';
import { listen } from '../../test/socket.ts';
import { MINUTE } from '../core/clock.ts';
import { type AssetId, newId } from '../core/ids.ts';

const kind = testKind();
const API_KEY_ACTOR = { kind: 'environmentKey', name: 'api-key:0', permissions: new Set<never>() } as const;

test('a job runs after its transaction, and never when that is rolled back', async () => {
  await using hub = await startTestApp();
  const { jobs } = hub.app;
  const ran: number[] = [];
  jobs.handle(kind, { run: async ({ payload }) => void ran.push(payload.n) });
  const failing = hub.db.transaction().execute(async (trx) => {
    await jobs.enqueue(trx, kind, { n: 1 });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  const id = await enqueue(hub, kind, { n: 2 });
  expect(ran).toEqual([]);
  await jobs.runDue();
  expect(ran).toEqual([2]);
  expect(await jobRow(hub, id)).toMatchObject({ status: 'succeeded', attempts: 1, progress: 100, lease_id: null });
  expect(await hub.db.selectFrom('jobs').select('id').execute()).toHaveLength(1);
});

test('once the program listens, the commit wakes its runner', async () => {
  await using hub = await startTestApp();
  const ran = [1, 2, 3].map(() => Promise.withResolvers<void>());
  hub.app.jobs.handle(kind, { run: async ({ payload }) => void ran[payload.n]?.resolve() });
  await enqueue(hub, kind, { n: 0 });
  await listen(hub);
  await ran[0]?.promise;
  await enqueue(hub, kind, { n: 1 });
  await ran[1]?.promise;
  // One that failed and is asked for again is not waited for either.
  const id = await enqueue(hub, testKind({ name: 'nobody does' }), { n: 2 });
  await cancel(hub, id);
  hub.app.jobs.handle(testKind({ name: 'nobody does' }), {
    run: async ({ payload }) => void ran[payload.n]?.resolve(),
  });
  await retry(hub, id);
  await ran[2]?.promise;
});

test('a job keeps what is said of it, and is not run before its time', async () => {
  await using hub = await startTestApp();
  const ran: unknown[] = [];
  hub.app.jobs.handle(kind, {
    run: async ({ payload, assetId, createdBy, attempt, isLastAttempt }) =>
      void ran.push({ payload, assetId, createdBy, attempt, isLastAttempt }),
  });
  const assetId = newId<AssetId>();
  await enqueue(hub, kind, { n: 7, assetId, createdBy: API_KEY_ACTOR, notBefore: hub.clock.now() + MINUTE });
  await hub.app.jobs.runDue();
  expect(ran).toEqual([]);
  hub.clock.advance(MINUTE);
  await hub.app.jobs.runDue();
  expect(ran).toEqual([{ payload: { n: 7 }, assetId, createdBy: 'api-key:0', attempt: 1, isLastAttempt: false }]);
});

test('jobs run in the order in which they are due', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '1' } });
  const ran: number[] = [];
  hub.app.jobs.handle(kind, { run: async ({ payload }) => void ran.push(payload.n) });
  const now = hub.clock.now();
  for (const [n, notBefore] of [
    [3, now],
    [1, now - 2],
    [2, now - 1],
    [4, now],
  ] as const) {
    await enqueue(hub, kind, { n, notBefore });
  }
  await hub.app.jobs.runDue();
  expect(ran).toEqual([1, 2, 3, 4]);
});

test('a key gives the unfinished job that has it, and a new one after that', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.handle(kind, { run: async () => undefined });
  const options = { dedupeKey: 'thumbnail of a' };
  const first = await enqueue(hub, kind, options);
  expect(await enqueue(hub, kind, options)).toBe(first);
  expect(await enqueue(hub, kind, { dedupeKey: 'thumbnail of b' })).not.toBe(first);
  await hub.app.jobs.runDue();
  const second = await enqueue(hub, kind, options);
  expect(second).not.toBe(first);

  await cancel(hub, second);
  const third = await enqueue(hub, kind, options);
  await expect(retry(hub, second)).rejects.toMatchObject({ code: 'job_not_retryable' });
  expect(await jobRow(hub, second)).toMatchObject({ status: 'cancelled' });
  await cancel(hub, third);
  await expect(retry(hub, second)).resolves.toMatchObject({ status: 'queued' });
});

test('parallel askers with one key get one job', async () => {
  await using hub = await startTestApp();
  const asked = Array.from({ length: 20 }, () => enqueue(hub, kind, { dedupeKey: 'the same' }));
  expect(new Set(await Promise.all(asked)).size).toBe(1);
  expect(await hub.db.selectFrom('jobs').select('id').execute()).toHaveLength(1);
});

test('a lane that is full refuses more, and nothing else does', async () => {
  await using hub = await startTestApp({ settings: { Jobs__MaxQueueDepth: '2' } });
  const ai = testKind({ name: 'ai', lane: 'ai' });
  hub.app.jobs.handle(kind, { run: async () => undefined });
  const first = await enqueue(hub, kind, { dedupeKey: 'a' });
  await enqueue(hub, kind);
  const refusal = { code: 'queue_full', status: 503, details: { retryAfterSeconds: 30 } };
  await expect(enqueue(hub, kind)).rejects.toMatchObject(refusal);
  // A job that is there already adds none, and another lane is not concerned.
  expect(await enqueue(hub, kind, { dedupeKey: 'a' })).toBe(first);
  await enqueue(hub, ai);

  // Whoever can do without may go on in the same transaction.
  const goingOn = hub.db.transaction().execute(async (trx) => {
    await expect(hub.app.jobs.enqueue(trx, kind, { n: 0 })).rejects.toMatchObject(refusal);
    return hub.app.jobs.enqueue(trx, ai, { n: 0 });
  });
  expect(await jobRow(hub, await goingOn)).toMatchObject({ lane: 'ai' });

  await cancel(hub, first);
  const third = await enqueue(hub, kind);
  await expect(retry(hub, first)).rejects.toMatchObject(refusal);
  expect(await jobRow(hub, first)).toMatchObject({ status: 'cancelled' });
  await cancel(hub, third);
  await expect(retry(hub, first)).resolves.toMatchObject({ status: 'queued' });
});

test('what is asked for by hand leaves the last tenth of a lane to others', async () => {
  await using hub = await startTestApp({ settings: { Jobs__MaxQueueDepth: '10' } });
  for (let n = 0; n < 9; n += 1) await enqueue(hub, kind, { leavesRoom: true });
  await expect(enqueue(hub, kind, { leavesRoom: true })).rejects.toMatchObject({ code: 'queue_full' });
  await enqueue(hub, kind);
  await expect(enqueue(hub, kind)).rejects.toMatchObject({ code: 'queue_full' });
});

test('finished jobs are forgotten after a time, unfinished ones never', async () => {
  await using hub = await startTestApp({ settings: { Jobs__KeepFinishedDays: '1' } });
  const { jobs } = hub.app;
  jobs.handle(kind, { run: async () => undefined });
  const old = await enqueue(hub, kind);
  const waiting = await enqueue(hub, testKind({ name: 'nobody does' }));
  await jobs.runDue();
  hub.clock.advance(24 * 60 * MINUTE);
  const young = await enqueue(hub, kind);
  await jobs.runDue();
  const kept = async () => (await hub.db.selectFrom('jobs').select('id').orderBy('id').execute()).map(({ id }) => id);
  await jobs.prune();
  expect(await kept()).toEqual([old, waiting, young]);
  hub.clock.advance(1);
  await jobs.prune();
  expect(await kept()).toEqual([waiting, young]);
});
