import { ApiError } from '@nekohub/client';
import type { BulkAction, BulkFailure, BulkItem } from './bulk-action.ts';

export interface BulkRun {
  readonly action: BulkAction;
  readonly total: number;
  /** Of them, those that were tried. */
  readonly tried: number;
  readonly failures: readonly BulkFailure[];
  /** Calls that the server has put off, until it is less busy. */
  readonly waiting: number;
  readonly state: 'running' | 'stopping' | 'stopped' | 'done';
  /** Why the list itself could not be read to its end. */
  readonly error: Error | null;
}

export interface BulkRunOptions {
  perform: (action: BulkAction, items: readonly BulkItem[], signal: AbortSignal) => Promise<BulkFailure[]>;
  /** Ends after so many seconds, or when it is aborted. */
  pause: (seconds: number, signal: AbortSignal) => Promise<void>;
  itemsPerCall: (action: BulkAction) => number;
  /** When it has ended, however it did. */
  onEnd: (run: BulkRun) => void;
  /** Calls at once. */
  parallel: number;
}

type Source = AsyncIterable<BulkItem> | Iterable<BulkItem>;

/** How long the server asks to wait with it; null when it has refused it. */
const putOffSeconds = (error: Error): number | null =>
  error instanceof ApiError && (error.status === 503 || error.status === 429) ? error.retryAfterSeconds : null;

/** One thing done with many assets, a few calls at a time. It outlives the page that it was started on. */
export const createBulkRun = ({ perform, pause, itemsPerCall, onEnd, parallel }: BulkRunOptions) => {
  let run: BulkRun | null = null;
  // Of the run that is shown. One that is forgotten changes nothing any more, whatever came after it.
  let controller = new AbortController();
  // Nobody waits for the server any more once the run is stopped or forgotten.
  let waits = new AbortController();
  const listeners = new Set<() => void>();

  const set = (next: BulkRun | null) => {
    run = next;
    for (const listener of listeners) listener();
  };

  const start = (action: BulkAction, source: Source, total: number) => {
    if (run?.state === 'running' || run?.state === 'stopping') return;
    set({ action, total, tried: 0, failures: [], waiting: 0, state: 'running', error: null });
    controller = new AbortController();
    waits = new AbortController();
    void work(action, source, controller.signal);
  };

  const waitFor = async (seconds: number, signal: AbortSignal) => {
    if (run !== null) set({ ...run, waiting: run.waiting + 1 });
    await pause(seconds, waits.signal);
    if (run !== null && !signal.aborted) set({ ...run, waiting: run.waiting - 1 });
  };

  /** A full queue takes more when some of it is done: what the server puts off is done later, unless it is stopped. */
  const insist = async (action: BulkAction, items: readonly BulkItem[], signal: AbortSignal) => {
    const failures: BulkFailure[] = [];
    let left = items;
    for (;;) {
      const failed = await perform(action, left, signal);
      const seconds = Math.max(...failed.map(({ error }) => putOffSeconds(error) ?? -1));
      failures.push(...failed.filter(({ error }) => putOffSeconds(error) === null));
      left = failed.filter(({ error }) => putOffSeconds(error) !== null);
      if (left.length > 0 && !signal.aborted && run?.state === 'running') await waitFor(seconds, signal);
      if (left.length === 0 || signal.aborted || run?.state !== 'running') {
        return { failures, tried: items.length - left.length };
      }
    }
  };

  const work = async (action: BulkAction, source: Source, signal: AbortSignal) => {
    const takeCall = inParts(source, itemsPerCall(action));
    const worker = async () => {
      while (run?.state === 'running' && !signal.aborted) {
        const items = await takeCall();
        if (items.length === 0 || signal.aborted) return;
        const ended = await insist(action, items, signal);
        if (signal.aborted || run === null) return;
        const tried = run.tried + ended.tried;
        // More may have been found than there were when it began.
        set({ ...run, tried, total: Math.max(run.total, tried), failures: [...run.failures, ...ended.failures] });
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: parallel }, worker));
    if (signal.aborted || run === null) return;
    const broken = ends.find((end) => end.status === 'rejected');
    const error = broken === undefined ? null : broken.reason instanceof Error ? broken.reason : new Error('unknown');
    const ended: BulkRun = { ...run, state: run.state === 'stopping' ? 'stopped' : 'done', error };
    set(ended);
    onEnd(ended);
  };

  return {
    getRun: () => run,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    /** What is under way is still finished, nothing more is begun. */
    stop: () => {
      if (run?.state !== 'running') return;
      set({ ...run, state: 'stopping' });
      waits.abort();
    },
    /** Once more with those that failed. */
    retry: () => {
      if (run !== null) start(run.action, run.failures, run.failures.length);
    },
    /** Ends it, also what is under way. */
    forget: () => {
      controller.abort();
      waits.abort();
      set(null);
    },
  };
};

/** Hands out the next few each time, and none at the end; several may ask at once. */
const inParts = (source: Source, size: number): (() => Promise<BulkItem[]>) => {
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let turn: Promise<unknown> = Promise.resolve();
  const take = async () => {
    const items: BulkItem[] = [];
    while (items.length < size) {
      const next = await iterator.next();
      if (next.done) break;
      items.push(next.value);
    }
    return items;
  };
  return () => {
    const mine = turn.then(take);
    turn = mine.catch(() => undefined);
    return mine;
  };
};
