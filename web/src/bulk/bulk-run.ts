import type { BulkAction, BulkFailure, BulkItem } from './bulk-action.ts';

export interface BulkRun {
  readonly action: BulkAction;
  readonly total: number;
  /** Of them, those that were tried. */
  readonly tried: number;
  readonly failures: readonly BulkFailure[];
  readonly state: 'running' | 'stopping' | 'stopped' | 'done';
  /** Why the list itself could not be read to its end. */
  readonly error: Error | null;
}

export interface BulkRunOptions {
  perform: (action: BulkAction, items: readonly BulkItem[], signal: AbortSignal) => Promise<BulkFailure[]>;
  itemsPerCall: (action: BulkAction) => number;
  /** When it has ended, however it did. */
  onEnd: (run: BulkRun) => void;
  /** Calls at once. */
  parallel: number;
}

type Source = AsyncIterable<BulkItem> | Iterable<BulkItem>;

/** One thing done with many assets, a few calls at a time. It outlives the page that it was started on. */
export const createBulkRun = ({ perform, itemsPerCall, onEnd, parallel }: BulkRunOptions) => {
  let run: BulkRun | null = null;
  // Of the run that is shown. One that is forgotten changes nothing any more, whatever came after it.
  let controller = new AbortController();
  const listeners = new Set<() => void>();

  const set = (next: BulkRun | null) => {
    run = next;
    for (const listener of listeners) listener();
  };

  const start = (action: BulkAction, source: Source, total: number) => {
    if (run?.state === 'running' || run?.state === 'stopping') return;
    set({ action, total, tried: 0, failures: [], state: 'running', error: null });
    controller = new AbortController();
    void work(action, source, controller.signal);
  };

  const work = async (action: BulkAction, source: Source, signal: AbortSignal) => {
    const takeCall = inParts(source, itemsPerCall(action));
    const worker = async () => {
      while (run?.state === 'running' && !signal.aborted) {
        const items = await takeCall();
        if (items.length === 0 || signal.aborted) return;
        const failures = await perform(action, items, signal);
        if (signal.aborted || run === null) return;
        const tried = run.tried + items.length;
        // More may have been found than there were when it began.
        set({ ...run, tried, total: Math.max(run.total, tried), failures: [...run.failures, ...failures] });
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
      if (run?.state === 'running') set({ ...run, state: 'stopping' });
    },
    /** Once more with those that failed. */
    retry: () => {
      if (run !== null) start(run.action, run.failures, run.failures.length);
    },
    /** Ends it, also what is under way. */
    forget: () => {
      controller.abort();
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
