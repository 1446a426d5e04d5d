import Type from 'typebox';
import type { JobId } from '../src/core/ids.ts';
import { defineJobKind, type JobKind, type NewJobOptions } from '../src/jobs/kinds.ts';
import type { JobRow } from '../src/jobs/repo.ts';
import type { TestApp } from './app.ts';

const Payload = Type.Object({ n: Type.Integer() });

/** A kind of job that only tests know. */
export const testKind = (kind: Partial<Omit<JobKind, 'payload'>> = {}) =>
  defineJobKind({ name: 'test', lane: 'images', payload: Payload, ...kind });

export type TestKind = ReturnType<typeof testKind>;

/** Queues one job in a transaction of its own. */
export const enqueue = (hub: TestApp, kind: TestKind, options: NewJobOptions & { n?: number } = {}): Promise<JobId> =>
  hub.db.transaction().execute((trx) => hub.app.jobs.enqueue(trx, kind, { n: options.n ?? 0 }, options));

export const cancel = (hub: TestApp, id: JobId): Promise<JobRow> =>
  hub.db.transaction().execute((trx) => hub.app.jobs.cancel(trx, id));

export const retry = (hub: TestApp, id: JobId): Promise<JobRow> =>
  hub.db.transaction().execute((trx) => hub.app.jobs.retry(trx, id));

export const jobRow = (hub: TestApp, id: JobId): Promise<JobRow> =>
  hub.db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Where somebody waits until he is let through. */
export interface Gate {
  /** Resolves when somebody has come. */
  readonly reached: Promise<void>;
  /** Waits until the gate is open, or rejects when the signal says so. */
  pass(signal?: AbortSignal): Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: opened.resolve,
    pass(signal) {
      reached.resolve();
      const aborted = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => aborted.reject(signal.reason));
      return Promise.race([opened.promise, aborted.promise]);
    },
  };
}
