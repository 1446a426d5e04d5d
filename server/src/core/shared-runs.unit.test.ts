import { expect, test } from 'vitest';
import { shareRuns } from './shared-runs.ts';

/** A task that ends when it is told to; every run has a number. */
function createTask() {
  const ends: ((failure?: Error) => void)[] = [];
  let runs = 0;
  return {
    run: () => {
      runs += 1;
      const number = runs;
      return new Promise<number>((resolve, reject) => {
        ends.push((failure) => (failure ? reject(failure) : resolve(number)));
      });
    },
    end: (run: number, failure?: Error) => ends[run - 1]?.(failure),
    runs: () => runs,
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('those who ask at the same time share a run; who asks while it is under way gets the next one', async () => {
  const task = createTask();
  const ask = shareRuns(task.run);
  const first = [ask(), ask()];
  expect(task.runs()).toBe(0);
  await settle();
  expect(task.runs()).toBe(1);
  const second = [ask(), ask()];
  await settle();
  expect(task.runs()).toBe(1);
  task.end(1);
  expect(await Promise.all(first)).toEqual([1, 1]);
  await settle();
  expect(task.runs()).toBe(2);
  task.end(2);
  expect(await Promise.all(second)).toEqual([2, 2]);
});

test('a failure is that of its run alone', async () => {
  const task = createTask();
  const ask = shareRuns(task.run);
  const first = Promise.allSettled([ask(), ask()]);
  await settle();
  task.end(1, new Error('broken'));
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const second = ask();
  await settle();
  await settle();
  task.end(2);
  expect(await second).toBe(2);
});
