import { ApiError } from '@nekohub/client';
import { describe, expect, it, vi } from 'vitest';
import type { BulkAction, BulkFailure, BulkItem } from './bulk-action.ts';
import { createBulkRun } from './bulk-run.ts';

const items = (count: number): BulkItem[] =>
  Array.from({ length: count }, (_, index) => ({ id: `id${index}`, name: `name${index}` }));
const hide: BulkAction = { kind: 'hide' };

interface Call {
  items: readonly BulkItem[];
  end: (failures?: BulkFailure[]) => void;
}

const setUp = (perCall = 1) => {
  const calls: Call[] = [];
  const pauses: { seconds: number; end: () => void }[] = [];
  const onEnd = vi.fn();
  const run = createBulkRun({
    perform: (_action, some) => new Promise((resolve) => calls.push({ items: some, end: (f = []) => resolve(f) })),
    pause: (seconds, signal) =>
      new Promise((resolve) => {
        pauses.push({ seconds, end: resolve });
        signal.addEventListener('abort', () => resolve());
      }),
    itemsPerCall: () => perCall,
    onEnd,
    parallel: 2,
  });
  return { run, calls, pauses, onEnd };
};

async function* walk(all: BulkItem[]) {
  yield* all;
}

describe('a bulk run', () => {
  it('makes two calls at once until all are done, and counts', async () => {
    const { run, calls, onEnd } = setUp();
    run.start(hide, walk(items(3)), 3);
    await expect.poll(() => calls).toHaveLength(2);
    expect(run.getRun()).toMatchObject({ state: 'running', tried: 0, total: 3 });
    calls[0]?.end();
    await expect.poll(() => calls).toHaveLength(3);
    expect(run.getRun()).toMatchObject({ tried: 1 });
    calls[1]?.end();
    calls[2]?.end();
    await expect.poll(() => run.getRun()).toMatchObject({ state: 'done', tried: 3, failures: [] });
    expect(onEnd).toHaveBeenCalledOnce();
    expect(calls.map((call) => call.items[0]?.id).sort()).toEqual(['id0', 'id1', 'id2']);
  });

  it('hands over several in a call, each once', async () => {
    const { run, calls } = setUp(2);
    run.start(hide, walk(items(5)), 5);
    await expect.poll(() => calls).toHaveLength(2);
    calls[0]?.end();
    await expect.poll(() => calls).toHaveLength(3);
    expect(calls.map((call) => call.items.map(({ id }) => id))).toEqual([['id0', 'id1'], ['id2', 'id3'], ['id4']]);
  });

  it('begins nothing more once it is stopped', async () => {
    const { run, calls } = setUp();
    run.start(hide, items(9), 9);
    await expect.poll(() => calls).toHaveLength(2);
    run.stop();
    expect(run.getRun()?.state).toBe('stopping');
    calls[0]?.end();
    calls[1]?.end();
    await expect.poll(() => run.getRun()).toMatchObject({ state: 'stopped', tried: 2 });
    expect(calls).toHaveLength(2);
  });

  it('tries again with those that failed, and only those', async () => {
    const { run, calls } = setUp();
    const [first, second] = items(2);
    if (first === undefined || second === undefined) throw new Error('There are two.');
    run.start(hide, [first, second], 2);
    await expect.poll(() => calls).toHaveLength(2);
    calls[0]?.end([{ ...first, error: new Error('no') }]);
    calls[1]?.end();
    await expect.poll(() => run.getRun()?.state).toBe('done');
    expect(run.getRun()?.failures.map(({ id }) => id)).toEqual(['id0']);
    run.retry();
    await expect.poll(() => calls).toHaveLength(3);
    expect(run.getRun()).toMatchObject({ total: 1, failures: [] });
    expect(calls[2]?.items[0]?.id).toBe('id0');
  });

  it('says so when the list cannot be read to its end', async () => {
    const { run, calls } = setUp();
    const broken = async function* () {
      yield* items(1);
      throw new Error('gone');
    };
    run.start(hide, broken(), 5);
    await expect.poll(() => calls).toHaveLength(1);
    calls[0]?.end();
    await expect.poll(() => run.getRun()?.state).toBe('done');
    expect(run.getRun()).toMatchObject({ tried: 1, error: { message: 'gone' } });
  });

  const full = new ApiError({ code: 'queue_full', message: 'Full.', status: 503, retryAfterSeconds: 30 });

  it('waits while the queue is full, and then does what was put off', async () => {
    const { run, calls, pauses } = setUp(2);
    const [first, second] = items(2);
    if (first === undefined || second === undefined) throw new Error('There are two.');
    run.start(hide, [first, second], 2);
    await expect.poll(() => calls).toHaveLength(1);
    calls[0]?.end([
      { ...first, error: new Error('no') },
      { ...second, error: full },
    ]);
    await expect.poll(() => run.getRun()).toMatchObject({ state: 'running', waiting: 1, tried: 0, failures: [] });
    expect(pauses.map(({ seconds }) => seconds)).toEqual([30]);
    pauses[0]?.end();
    await expect.poll(() => calls).toHaveLength(2);
    expect(calls[1]?.items.map(({ id }) => id)).toEqual(['id1']);
    calls[1]?.end();
    await expect.poll(() => run.getRun()).toMatchObject({ state: 'done', waiting: 0, tried: 2 });
    expect(run.getRun()?.failures.map(({ id }) => id)).toEqual(['id0']);
  });

  it('that is stopped while it waits ends at once, and has not tried what was put off', async () => {
    const { run, calls, pauses } = setUp();
    const [first] = items(1);
    if (first === undefined) throw new Error('There is one.');
    run.start(hide, [first], 5);
    await expect.poll(() => calls).toHaveLength(1);
    calls[0]?.end([{ ...first, error: full }]);
    await expect.poll(() => pauses).toHaveLength(1);
    run.stop();
    await expect.poll(() => run.getRun()).toMatchObject({ state: 'stopped', waiting: 0, tried: 0, failures: [] });
    expect(calls).toHaveLength(1);
  });

  it('that is forgotten is stopped, and leaves the next one alone', async () => {
    const signals: AbortSignal[] = [];
    const ends: (() => void)[] = [];
    const run = createBulkRun({
      perform: (_action, _items, signal) =>
        new Promise((resolve) => {
          signals.push(signal);
          ends.push(() => resolve([]));
        }),
      pause: async () => undefined,
      itemsPerCall: () => 1,
      onEnd: vi.fn(),
      parallel: 1,
    });
    run.start(hide, items(9), 9);
    await expect.poll(() => ends).toHaveLength(1);
    run.forget();
    run.start({ kind: 'delete', commitMessage: null }, items(2), 2);
    await expect.poll(() => ends).toHaveLength(2);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    ends[0]?.();
    ends[1]?.();
    await expect.poll(() => ends).toHaveLength(3);
    expect(run.getRun()).toMatchObject({ tried: 1, total: 2, state: 'running' });
    ends[2]?.();
    await expect.poll(() => run.getRun()).toMatchObject({ tried: 2, state: 'done' });
  });

  it('is one at a time', async () => {
    const { run, calls } = setUp();
    run.start(hide, items(1), 1);
    run.start({ kind: 'delete', commitMessage: null }, items(1), 1);
    await expect.poll(() => calls).toHaveLength(1);
    expect(run.getRun()?.action).toBe(hide);
  });
});
