import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/app.ts';
import { createTestClock } from '../../test/clock.ts';
import { createTestDatabase } from '../../test/database.ts';
import { cancel, createGate, enqueue, type Gate, jobRow, retry, type TestKind, testKind } from '../../test/jobs.ts';
import { SECOND } from '../core/clock.ts';
import { JobAborted } from './kinds.ts';

const kind = testKind({ maxAttempts: 3 });
const LEASE = 30 * SECOND;

/** Two programs on one database, with one clock. */
async function withTwo(
  run: (first: TestApp, second: TestApp, clock: ReturnType<typeof createTestClock>) => Promise<void>,
  settings: Record<string, string> = {},
): Promise<void> {
  const database = await createTestDatabase();
  const clock = createTestClock();
  try {
    await using first = await startTestApp({ database, clock, settings });
    await using second = await startTestApp({ database, clock, settings });
    await run(first, second, clock);
  } finally {
    await database.remove();
  }
}

/** Lets a hub do jobs that wait at a gate; returns what its tries ended with. */
function handleAtGate(hub: TestApp, gate: Gate, of: TestKind = kind): unknown[] {
  const ends: unknown[] = [];
  hub.app.jobs.handle(of, {
    async run({ payload, signal, complete }) {
      try {
        await gate.pass(signal);
        await complete(async () => ({ by: payload.n }));
        ends.push(payload.n);
      } catch (error) {
        ends.push(error instanceof JobAborted ? error.why : error);
        throw error;
      }
    },
  });
  return ends;
}

test('what one runner holds, another does not take', () =>
  withTwo(
    async (first, second) => {
      const gate = createGate();
      const held = handleAtGate(first, gate);
      const taken = handleAtGate(second, { ...gate, pass: async () => {} });
      for (const n of [1, 2, 3, 4, 5]) await enqueue(first, kind, { n });
      const running = first.app.jobs.runDue();
      await gate.reached;
      await second.app.jobs.runDue();
      expect(taken.toSorted()).toEqual([3, 4, 5]);
      gate.open();
      await running;
      expect(held.toSorted()).toEqual([1, 2]);
      const rows = await first.db.selectFrom('jobs').select(['status', 'attempts']).execute();
      expect(rows).toEqual(rows.map(() => ({ status: 'succeeded', attempts: 1 })));
    },
    { Jobs__Images__Parallelism: '2' },
  ));

test('a lane runs as many jobs at once as it may, and none waits for another lane', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '2', Jobs__Ai__Parallelism: '1' } });
  const ai = testKind({ name: 'ai', lane: 'ai' });
  const gate = createGate();
  const slow = handleAtGate(hub, gate, ai);
  let atOnce = 0;
  let most = 0;
  let done = 0;
  const allDone = Promise.withResolvers<void>();
  hub.app.jobs.handle(kind, {
    async run() {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(setImmediate);
      atOnce -= 1;
      done += 1;
      if (done === 20) allDone.resolve();
    },
  });
  for (const n of [1, 2, 3]) await enqueue(hub, ai, { n });
  for (let n = 0; n < 20; n += 1) await enqueue(hub, kind, { n });
  const running = hub.app.jobs.runDue();
  await gate.reached;
  await allDone.promise;
  expect(most).toBe(2);
  expect(slow).toEqual([]);
  const states = await hub.db.selectFrom('jobs').select('status').where('lane', '=', 'ai').orderBy('id').execute();
  expect(states.map(({ status }) => status)).toEqual(['running', 'queued', 'queued']);
  gate.open();
  await running;
  expect(slow).toEqual([1, 2, 3]);
});

test('a lane without room here is left to other processes', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '0' } });
  hub.app.jobs.handle(kind, { run: async () => undefined });
  const id = await enqueue(hub, kind);
  await hub.app.jobs.runDue();
  expect((await jobRow(hub, id)).status).toBe('queued');
});

test('a lease that is renewed lasts; one that ran out is taken over, and its former holder can write nothing', () =>
  withTwo(async (first, second, clock) => {
    const gate = createGate();
    const held = handleAtGate(first, gate);
    const taken = handleAtGate(second, { ...gate, pass: async () => {} });
    const id = await enqueue(first, kind, { n: 1 });
    const running = first.app.jobs.runDue();
    await gate.reached;
    clock.advance(LEASE - 1);
    await first.app.jobs.renew();
    clock.advance(LEASE - 1);
    await second.app.jobs.runDue();
    expect(taken).toEqual([]);
    clock.advance(1);
    await second.app.jobs.runDue();
    expect(taken).toEqual([1]);
    const row = await jobRow(first, id);
    expect(row).toMatchObject({ status: 'succeeded', attempts: 2 });
    // The first one comes too late: whatever it does now, it is not its job.
    gate.open();
    await running;
    expect(held).toEqual(['lost']);
    expect(await jobRow(first, id)).toEqual(row);
  }));

test('a runner whose lease was taken over hears of it when it renews', () =>
  withTwo(async (first, second, clock) => {
    const [gate, other] = [createGate(), createGate()];
    const held = handleAtGate(first, gate);
    const taken = handleAtGate(second, other);
    await enqueue(first, kind, { n: 1 });
    const running = first.app.jobs.runDue();
    await gate.reached;
    clock.advance(LEASE);
    const takenOver = second.app.jobs.runDue();
    await other.reached;
    await first.app.jobs.renew();
    await running;
    expect(held).toEqual(['lost']);
    other.open();
    await takenOver;
    expect(taken).toEqual([1]);
  }));

test('a former holder cannot finish what another one runs now', () =>
  withTwo(async (first, second, clock) => {
    const [gate, other] = [createGate(), createGate()];
    const held = handleAtGate(first, gate);
    const taken = handleAtGate(second, other);
    const id = await enqueue(first, kind, { n: 1 });
    const running = first.app.jobs.runDue();
    await gate.reached;
    clock.advance(LEASE);
    const takenOver = second.app.jobs.runDue();
    await other.reached;
    const row = await jobRow(first, id);
    expect(row).toMatchObject({ status: 'running', attempts: 2 });
    gate.open();
    await running;
    expect(held).toEqual(['lost']);
    expect(await jobRow(first, id)).toEqual(row);
    other.open();
    await takenOver;
    expect(taken).toEqual([1]);
    expect((await jobRow(first, id)).status).toBe('succeeded');
  }));

test('a job that ends its process every time is parked after its last try', async () => {
  const database = await createTestDatabase();
  const clock = createTestClock();
  try {
    await using hub = await startTestApp({ database, clock });
    const failures: unknown[] = [];
    const handler = {
      run: () => Promise.reject(new Error('not to be run')),
      failed: async (_trx: unknown, { error }: { error: { code: string } }) => void failures.push(error.code),
    };
    hub.app.jobs.handle(kind, handler);
    const id = await enqueue(hub, kind);
    // As three killed processes leave it.
    await hub.db
      .updateTable('jobs')
      .set({ status: 'running', attempts: 3, due_at: clock.now(), lease_id: 'x' })
      .execute();
    await hub.app.jobs.runDue();
    expect(await jobRow(hub, id)).toMatchObject({ status: 'failed', attempts: 3, error_code: 'job_interrupted' });
    expect(failures).toEqual(['job_interrupted']);
    expect(hub.log()).not.toContain('not to be run');
  } finally {
    await database.remove();
  }
});

test('a cancelled job is not run, or told to stop, and writes nothing', async () => {
  await using hub = await startTestApp();
  const gate = createGate();
  const ends = handleAtGate(hub, gate);
  const [running, queued] = [await enqueue(hub, kind, { n: 1 }), await enqueue(hub, testKind({ name: 'later' }))];
  const done = hub.app.jobs.runDue();
  await gate.reached;
  for (const id of [running, queued]) {
    expect(await cancel(hub, id)).toMatchObject({ id, status: 'cancelled', finished_at: hub.clock.now() });
    await expect(cancel(hub, id)).rejects.toMatchObject({ code: 'job_not_cancellable' });
  }
  await done;
  expect(ends).toEqual(['lost']);
  await hub.app.jobs.runDue();
  for (const id of [running, queued]) expect((await jobRow(hub, id)).status).toBe('cancelled');
});

test('a job that runs in another process is cancelled there as well', () =>
  withTwo(async (first, second) => {
    const gate = createGate();
    const ends = handleAtGate(first, gate);
    const id = await enqueue(first, kind);
    const running = first.app.jobs.runDue();
    await gate.reached;
    await cancel(second, id);
    expect(ends).toEqual([]);
    await first.app.jobs.renew();
    await running;
    expect(ends).toEqual(['lost']);
    expect(await jobRow(second, id)).toMatchObject({ status: 'cancelled', result_json: null });
  }));

test('a try that ignores that its job was cancelled and queued anew cannot finish the new one', async () => {
  await using hub = await startTestApp({ settings: { Jobs__Images__Parallelism: '2' } });
  const gates = [createGate(), createGate()];
  const ends: unknown[] = [];
  let tries = 0;
  hub.app.jobs.handle(kind, {
    async run({ complete }) {
      const own = tries;
      tries += 1;
      await gates[own]?.pass();
      const outcome = complete(async () => ({ by: own }));
      ends.push(await outcome.then(() => own).catch((error: JobAborted) => error.why));
      await outcome;
    },
  });
  const id = await enqueue(hub, kind);
  const first = hub.app.jobs.runDue();
  await gates[0]?.reached;
  await cancel(hub, id);
  await retry(hub, id);
  const second = hub.app.jobs.runDue();
  await gates[1]?.reached;
  gates[0]?.open();
  await expect.poll(() => ends).toEqual(['lost']);
  expect((await jobRow(hub, id)).status).toBe('running');
  gates[1]?.open();
  await Promise.all([first, second]);
  expect(ends).toEqual(['lost', 1]);
  expect((await jobRow(hub, id)).result_json).toBe('{"by":1}');
});

test('a stop takes no more jobs, and gives back what does not end in time, untried', async () => {
  const database = await createTestDatabase();
  try {
    const gate = createGate();
    const hub = await startTestApp({ database, settings: { Jobs__Images__Parallelism: '1' } });
    const ends = handleAtGate(hub, gate);
    const ids = [await enqueue(hub, kind, { n: 1 }), await enqueue(hub, kind, { n: 2 })];
    const running = hub.app.jobs.runDue();
    await gate.reached;
    await hub.close();
    await running;
    expect(ends).toEqual(['stopping']);
    expect(hub.clock.sleeps[0]).toBe(10 * SECOND);

    await using next = await startTestApp({ database });
    for (const id of ids)
      expect(await jobRow(next, id)).toMatchObject({ status: 'queued', attempts: 0, lease_id: null });
    const done = handleAtGate(next, { ...gate, pass: async () => {} });
    await next.app.jobs.runDue();
    expect(done.toSorted()).toEqual([1, 2]);
  } finally {
    await database.remove();
  }
});

test('a stop waits for jobs that end in time', async () => {
  const database = await createTestDatabase();
  try {
    const gate = createGate();
    const stopping = Promise.withResolvers<void>();
    const sleep = () => {
      stopping.resolve();
      return new Promise<void>(() => {});
    };
    const clock = { ...createTestClock(), sleep };
    const hub = await startTestApp({ database, clock, settings: { Jobs__Images__Parallelism: '1' } });
    const ends = handleAtGate(hub, gate);
    const ids = [await enqueue(hub, kind, { n: 1 }), await enqueue(hub, kind, { n: 2 })];
    void hub.app.jobs.runDue();
    await gate.reached;
    const closed = hub.close();
    await stopping.promise;
    gate.open();
    await closed;
    expect(ends).toEqual([1]);
    await using next = await startTestApp({ database });
    const states = await Promise.all(ids.map((id) => jobRow(next, id)));
    expect(states.map(({ status }) => status)).toEqual(['succeeded', 'queued']);
  } finally {
    await database.remove();
  }
});

test('a handler that minds no signal does not keep the program from stopping', async () => {
  const database = await createTestDatabase();
  try {
    const hub = await startTestApp({ database });
    const gate = createGate();
    hub.app.jobs.handle(kind, { run: async () => void (await gate.pass()) });
    const id = await enqueue(hub, kind);
    void hub.app.jobs.runDue();
    await gate.reached;
    await hub.close();
    await using next = await startTestApp({ database });
    expect(await jobRow(next, id)).toMatchObject({ status: 'queued', attempts: 0 });
    gate.open();
  } finally {
    await database.remove();
  }
});
