import { expect, test } from 'vitest';
import { createMemoryBudget } from './memory-budget.ts';

/** A task that says when it began and ends when told to. */
function task(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<string>();
  return {
    run: () => {
      log.push(name);
      return promise;
    },
    end: () => resolve(name),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('lets in what fits, the others in turn, and gives memory back after failures', async () => {
  const budget = createMemoryBudget(100);
  const log: string[] = [];
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => task(log, name));
  if (!a || !b || !c || !d) throw new Error('No tasks.');
  const running = [budget.use(60, a.run), budget.use(40, b.run), budget.use(100, c.run), budget.use(1, d.run)];
  await settled();
  expect(log).toEqual(['a', 'b']);
  a.end();
  await running[0];
  await settled();
  // d would fit now, but c was there before it.
  expect(log).toEqual(['a', 'b']);
  b.end();
  await settled();
  expect(log).toEqual(['a', 'b', 'c']);
  c.end();
  d.end();
  expect(await Promise.all(running)).toEqual(['a', 'b', 'c', 'd']);

  const failing = () => Promise.reject(new Error('no luck'));
  await expect(budget.use(100, failing)).rejects.toThrow('no luck');
  await expect(budget.use(100, async () => 'again')).resolves.toBe('again');
});

test('refuses at once what can never fit', async () => {
  const budget = createMemoryBudget(100 * 1024 * 1024);
  const never = () => Promise.reject(new Error('must not run'));
  await expect(budget.use(100 * 1024 * 1024 + 1, never)).rejects.toMatchObject({
    code: 'asset_memory_exceeded',
    message: 'This takes about 101 MB of memory; at most 100 MB are allowed.',
  });
});

test('whoever gives up waiting leaves the queue', async () => {
  const budget = createMemoryBudget(10);
  const log: string[] = [];
  const first = task(log, 'first');
  const running = budget.use(10, first.run);
  const giveUp = new AbortController();
  const waiting = budget.use(10, async () => log.push('must not run'), giveUp.signal);
  const last = budget.use(1, async () => log.push('last'));
  giveUp.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  first.end();
  await Promise.all([running, last]);
  expect(log).toEqual(['first', 'last']);
  await expect(budget.use(1, async () => log.push('must not run'), giveUp.signal)).rejects.toThrow('enough');
  expect(log).toEqual(['first', 'last']);
});
