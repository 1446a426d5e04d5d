import { expect, test } from 'vitest';
import { createTestClock } from '../../test/clock.ts';
import { onceReachable } from './reaching.ts';

const failure = (facts: object) => Object.assign(new Error('raw words'), facts);

/** Fails with each error in turn, then succeeds. Returns what came of it, the pauses and what was logged. */
async function run(failures: readonly Error[]) {
  const clock = createTestClock();
  const logged: object[] = [];
  let calls = 0;
  const task = async () => {
    const error = failures[calls];
    calls += 1;
    if (error) throw error;
    return 'open';
  };
  const outcome = await onceReachable(task, clock, { warn: (fields) => void logged.push(fields) }).catch(
    (error: unknown) => error,
  );
  return { outcome, calls, sleeps: clock.sleeps, logged };
}

test.each([
  { code: 'ECONNREFUSED' },
  { code: 'ENOTFOUND' },
  { code: 'EAI_AGAIN' },
  { code: 'ECONNRESET' },
  { code: 'ETIMEDOUT' },
  { code: 'EHOSTUNREACH' },
  { code: '57P03' },
  { code: '57P01' },
  { code: '53300' },
  { code: '08006' },
  { message: 'Connection terminated unexpectedly' },
  { message: 'Connection terminated due to connection timeout' },
  { message: 'timeout exceeded when trying to connect' },
])('%j is tried again after 2 s', async (facts) => {
  const { outcome, calls, sleeps, logged } = await run([failure(facts), failure(facts)]);
  expect([outcome, calls, sleeps]).toEqual(['open', 3, [2000, 2000]]);
  const reason = 'code' in facts ? facts.code : facts.message;
  expect(logged).toEqual([
    { attempt: 1, attempts: 10, reason },
    { attempt: 2, attempts: 10, reason },
  ]);
});

test.each([
  { code: '28P01' },
  { code: '28000' },
  { code: '3D000' },
  { code: '42501' },
  { code: 'ERR_SQLITE_ERROR', errcode: 26 },
  { code: 'EACCES' },
  { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  { message: 'The server does not support SSL connections' },
  { message: 'corrupted migrations: previously executed migration 9 is missing' },
])('%j is passed on at once', async (facts) => {
  const error = failure(facts);
  expect(await run([error])).toEqual({ outcome: error, calls: 1, sleeps: [], logged: [] });
});

test('the tenth failure is the last, without a pause behind it', async () => {
  const failures = Array.from({ length: 10 }, () => failure({ code: 'ECONNREFUSED' }));
  const { outcome, calls, sleeps, logged } = await run(failures);
  expect([outcome, calls]).toEqual([failures[9], 10]);
  expect([sleeps.length, logged.length]).toEqual([9, 9]);
});

test('a failure of another kind ends the waiting', async () => {
  const wrong = failure({ code: '28P01' });
  const { outcome, calls } = await run([failure({ code: '57P03' }), wrong]);
  expect([outcome, calls]).toEqual([wrong, 2]);
});
