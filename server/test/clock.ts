import type { Clock } from '../src/core/clock.ts';

export interface TestClock extends Clock {
  advance(ms: number): void;
  /** How long was slept, in order; nobody really waits. */
  readonly sleeps: readonly number[];
}

/** Stands still until it is told to move. Sleeping ends at once and moves nothing. */
export function createTestClock(start = Date.UTC(2026, 3, 8, 12)): TestClock {
  const sleeps: number[] = [];
  let now = start;
  return {
    now: () => now,
    sleep: async (ms) => void sleeps.push(ms),
    advance: (ms) => {
      now += ms;
    },
    sleeps,
  };
}
