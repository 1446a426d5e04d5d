import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/app.ts';
import { createGate, enqueue, jobRow, retry, testKind } from '../../test/jobs.ts';
import { MINUTE, SECOND } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import type { JobId } from '../core/ids.ts';

const kind = testKind({ maxAttempts: 3 });

/** Writes that must happen once: a second time is refused as a double key. */
const effectsOf = async (hub: TestApp): Promise<string[]> =>
  (await hub.db.selectFrom('setup_tokens').select('token_hash').execute()).map((row) => row.token_hash);

test('what failed is tried again after growing pauses, and parked after the last try', async () => {
  await using hub = await startTestApp();
  const attempts: [number, boolean][] = [];
  hub.app.jobs.handle(kind, {
    async run({ attempt, isLastAttempt }) {
      attempts.push([attempt, isLastAttempt]);
      throw new Error('no route to 10.1.2.3 from /home/neko');
    },
  });
  const id = await enqueue(hub, kind);
  for (const [pause, attempt] of [
    [5 * SECOND, 1],
    [20 * SECOND, 2],
  ] as const) {
    await hub.app.jobs.runDue();
    expect(await jobRow(hub, id)).toMatchObject({
      status: 'queued',
      attempts: attempt,
      due_at: hub.clock.now() + pause,
      error_code: 'internal_server_error',
      finished_at: null,
    });
    hub.clock.advance(pause - 1);
    await hub.app.jobs.runDue();
    expect(attempts).toHaveLength(attempt);
    hub.clock.advance(1);
  }
  await hub.app.jobs.runDue();
  expect(attempts).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
  const parked = await jobRow(hub, id);
  expect(parked).toMatchObject({ status: 'failed', attempts: 3, finished_at: hub.clock.now(), lease_id: null });
  expect(JSON.stringify(parked)).not.toMatch(/home|10\.1/);
  hub.clock.advance(60 * MINUTE);
  await hub.app.jobs.runDue();
  expect(attempts).toHaveLength(3);
  expect(hub.log()).toContain('a job failed for good');

  // Tried again by hand it has all its tries.
  await retry(hub, id);
  await hub.app.jobs.runDue();
  expect(attempts[3]).toEqual([1, false]);
});

test.each([
  ['a refusal', new AppError('asset_not_found', 'There is no asset 7.'), undefined, 'failed'],
  ['a refusal for now', new AppError('server_busy', undefined, { retryAfterSeconds: 90 }), undefined, 90 * SECOND],
  ['an error of which the kind says never', new Error('x'), 'never', 'failed'],
  ['an error of which the kind says when', new AppError('asset_not_found'), 1234, 1234],
] as const)('%s', async (_name, error, decision, expected) => {
  await using hub = await startTestApp();
  const asked: unknown[] = [];
  hub.app.jobs.handle(kind, {
    run: () => Promise.reject(error),
    retry(thrown, attempt) {
      asked.push([thrown, attempt]);
      return decision;
    },
  });
  const id = await enqueue(hub, kind);
  await hub.app.jobs.runDue();
  expect(asked).toEqual([[error, 1]]);
  expect(await jobRow(hub, id)).toMatchObject(
    expected === 'failed'
      ? { status: 'failed', attempts: 1 }
      : { status: 'queued', due_at: hub.clock.now() + expected },
  );
});

test('a job is done in the transaction of its own writes: both or neither', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.handle(kind, {
    async run({ id, attempt, complete }) {
      await complete(async (trx) => {
        await trx.insertInto('setup_tokens').values({ token_hash: id, expires_at: 0 }).execute();
        if (attempt === 1) throw new Error('too early');
        return { attempt };
      });
      return { ignored: true };
    },
  });
  const id = await enqueue(hub, kind);
  await hub.app.jobs.runDue();
  expect([await effectsOf(hub), (await jobRow(hub, id)).status]).toEqual([[], 'queued']);
  hub.clock.advance(MINUTE);
  await hub.app.jobs.runDue();
  expect(await effectsOf(hub)).toEqual([id]);
  const { status, result_json, error_code } = await jobRow(hub, id);
  expect([status, result_json, error_code]).toEqual(['succeeded', '{"attempt":2}', null]);
});

test('an error after completion changes nothing, nor does a second completion', async () => {
  await using hub = await startTestApp();
  const refused: unknown[] = [];
  hub.app.jobs.handle(kind, {
    async run({ complete, progress }) {
      await complete(async () => ({ n: 1 }));
      await complete(async () => ({ n: 2 })).catch((error: unknown) => refused.push(error));
      await progress(3, 'late');
      throw new Error('afterwards');
    },
  });
  const id = await enqueue(hub, kind);
  await hub.app.jobs.runDue();
  expect(refused).toHaveLength(1);
  expect(await jobRow(hub, id)).toMatchObject({
    status: 'succeeded',
    result_json: '{"n":1}',
    progress: 100,
    step: null,
  });
});

test('what a failed job leaves is written with its failure, and cannot keep it from being parked', async () => {
  await using hub = await startTestApp();
  const failures: unknown[] = [];
  hub.app.jobs.handle(kind, {
    run: () => Promise.reject(new AppError('asset_content_invalid')),
    async failed(trx, { id, payload, error }) {
      failures.push([payload.n, error.code]);
      await trx.insertInto('setup_tokens').values({ token_hash: id, expires_at: 0 }).execute();
      if (payload.n === 2) throw new Error('not even that');
    },
  });
  const first = await enqueue(hub, kind, { n: 1 });
  const second = await enqueue(hub, kind, { n: 2 });
  await hub.app.jobs.runDue();
  expect(failures).toEqual(
    expect.arrayContaining([
      [1, 'asset_content_invalid'],
      [2, 'asset_content_invalid'],
    ]),
  );
  expect(await effectsOf(hub)).toEqual([first]);
  expect((await jobRow(hub, second)).status).toBe('failed');
});

test('progress is written at each new step, and else once a second', async () => {
  await using hub = await startTestApp();
  const seen: [number, string | null][] = [];
  hub.app.jobs.handle(kind, {
    async run({ id, progress }) {
      const tell = async (percent: number, step?: string) => {
        await progress(percent, step);
        const row = await jobRow(hub, id);
        seen.push([row.progress, row.step]);
      };
      await tell(10, 'reading');
      await tell(20, 'reading');
      hub.clock.advance(SECOND);
      await tell(30);
      await tell(140.4, `writing ${'x'.repeat(500)}`);
    },
  });
  const id = await enqueue(hub, kind);
  await hub.app.jobs.runDue();
  expect(seen.slice(0, 3)).toEqual([
    [10, 'reading'],
    [10, 'reading'],
    [30, 'reading'],
  ]);
  expect([seen[3]?.[0], seen[3]?.[1]?.length]).toEqual([100, 200]);
  expect(await jobRow(hub, id)).toMatchObject({ progress: 100, step: null });
});

test('a payload that this version does not know is parked and never handled', async () => {
  await using hub = await startTestApp();
  hub.app.jobs.handle(kind, {
    run: () => Promise.reject(new Error('handled')),
    failed: () => Promise.reject(new Error('handled')),
  });
  const id = await enqueue(hub, kind);
  await hub.db.updateTable('jobs').set({ payload_json: '{"n":"seven"}' }).execute();
  await hub.app.jobs.runDue();
  expect(await jobRow(hub, id)).toMatchObject({ status: 'failed', error_code: 'job_payload_invalid' });
  expect(hub.log()).not.toContain('handled');
});

test.each([
  ['payload', async (hub: TestApp) => enqueue(hub, testKind({ name: 'x'.repeat(70_000) }))],
  [
    'result',
    async (hub: TestApp) => {
      hub.app.jobs.handle(kind, { run: async () => ({ text: 'x'.repeat(70_000) }) });
      const id = await enqueue(hub, kind);
      await hub.app.jobs.runDue();
      return id;
    },
  ],
])('a %s of any size is not kept', async (_name, make) => {
  await using hub = await startTestApp();
  await make(hub).catch(() => {});
  const rows = await hub.db.selectFrom('jobs').selectAll().execute();
  expect(JSON.stringify(rows).length).toBeLessThan(80_000);
  expect(rows.filter((row) => row.status === 'succeeded')).toEqual([]);
});

test('a job that runs too long is told to stop, which counts as a failed try', async () => {
  await using hub = await startTestApp();
  const slow = testKind({ timeLimitMs: MINUTE });
  const gate = createGate();
  hub.app.jobs.handle(slow, { run: async ({ signal }) => void (await gate.pass(signal)) });
  const id = await enqueue(hub, slow);
  const running = hub.app.jobs.runDue();
  await gate.reached;
  hub.clock.advance(MINUTE - 1);
  await hub.app.jobs.renew();
  expect((await jobRow(hub, id)).status).toBe('running');
  hub.clock.advance(1);
  await hub.app.jobs.renew();
  await running;
  expect(await jobRow(hub, id)).toMatchObject({ status: 'queued', attempts: 1, error_code: 'job_timed_out' });
});

test('two handlers for one kind are a mistake', async () => {
  await using hub = await startTestApp();
  const handler = { run: async () => undefined };
  hub.app.jobs.handle(kind, handler);
  expect(() => hub.app.jobs.handle(kind, handler)).toThrow(kind.name);
});

test('a kind that nobody does waits', async () => {
  await using hub = await startTestApp();
  const id: JobId = await enqueue(hub, kind);
  await hub.app.jobs.runDue();
  expect(await jobRow(hub, id)).toMatchObject({ status: 'queued', attempts: 0 });
});
