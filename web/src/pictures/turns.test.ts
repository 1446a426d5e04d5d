import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('runs no more than its limit, and skips those who left', async () => {
  const inTurn = createTurns(2);
  const open: (() => void)[] = [];
  const started: string[] = [];
  const run = (name: string, signal: AbortSignal) =>
    inTurn(signal, () => {
      started.push(name);
      return new Promise<void>((resolve) => open.push(resolve));
    });
  const stay = new AbortController();
  const leave = new AbortController();
  const first = run('a', stay.signal);
  void run('b', stay.signal);
  const left = run('c', leave.signal);
  void run('d', stay.signal);
  await Promise.resolve();
  leave.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  expect(started).toEqual(['a', 'b']);
  open[0]?.();
  await first;
  await Promise.resolve();
  expect(started).toEqual(['a', 'b', 'd']);
});
