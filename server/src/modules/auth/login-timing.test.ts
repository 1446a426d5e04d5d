import { expect, test } from 'vitest';
import { ADMIN, startTestApp, type TestApp } from '../../../test/app.ts';
import { tryLogin } from '../../../test/auth-calls.ts';
import { systemClock } from '../../core/clock.ts';

const ATTEMPTS = 50;
const ROUNDS = 6;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timeOf(hub: TestApp, username: string, password: string): Promise<number> {
  const startedAt = performance.now();
  await tryLogin(hub, username, password);
  return performance.now() - startedAt;
}

/** Attempts of both kinds in turn, so that a busy machine slows both. Returns how far apart the medians are. */
async function difference(hub: TestApp): Promise<number> {
  const unknown: number[] = [];
  const wrong: number[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    unknown.push(await timeOf(hub, 'nobody', 'wrong'));
    wrong.push(await timeOf(hub, ADMIN.username, 'wrong'));
  }
  const [a, b] = [median(unknown), median(wrong)];
  return Math.abs(a - b) / Math.max(a, b);
}

test('an unknown user takes as long as a wrong password', async () => {
  await using hub = await startTestApp({ clock: systemClock, settings: { Auth__Throttle__FreeFailures: '100' } });
  // Delays would begin with the 100th failure; forgotten before each round, so that every attempt compares a password.
  const differences: number[] = [];
  for (let round = 0; round < ROUNDS && !differences.some((share) => share <= 0.1); round += 1) {
    await hub.db.deleteFrom('login_failures').execute();
    differences.push(await difference(hub));
  }
  expect(Math.min(...differences)).toBeLessThanOrEqual(0.1);
});
