import type { Transaction } from 'kysely';
import type { TSchema } from 'typebox';
import { actorName } from '../core/actor.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { type JobId, newId } from '../core/ids.ts';
import { afterCommit } from '../db/after-commit.ts';
import { isUniqueViolation } from '../db/dialects.ts';
import type { JobLane, Tables } from '../db/tables.ts';
import { type JobKind, type NewJobOptions, type PayloadOf, payloadText } from './kinds.ts';
import * as repo from './repo.ts';

const RETRY_AFTER_SECONDS = 30;
/** By how much of the limit each process may pass it. */
const TOLERANCE = 0.01;
/** What of the limit those may take who leave room. */
const SHARE_WITH_ROOM_LEFT = 0.9;

/** Asking for work, and changing one's mind. */
export interface Queue {
  /**
   * Writes a job in the caller's transaction: it runs after the commit, and never without one.
   * @throws AppError `queue_full`
   */
  enqueue<Kind extends JobKind<TSchema>>(
    trx: Transaction<Tables>,
    kind: Kind,
    payload: PayloadOf<Kind>,
    options?: NewJobOptions,
  ): Promise<JobId>;
  /**
   * Ends a job that waits or runs; a running one is told to stop after the commit.
   * @throws AppError `job_not_found`, `job_not_cancellable`
   */
  cancel(trx: Transaction<Tables>, id: JobId): Promise<repo.JobRow>;
  /** Queues a failed or cancelled job anew. @throws AppError `job_not_found`, `job_not_retryable`, `queue_full` */
  retry(trx: Transaction<Tables>, id: JobId): Promise<repo.JobRow>;
}

export interface QueueOptions {
  readonly clock: Clock;
  /** Most unfinished jobs of a lane. */
  readonly maxDepth: number;
  /** Called when a lane has got something to do. */
  readonly wake: (lane: JobLane) => void;
  /** Called when a job is not to be run any more. */
  readonly abort: (id: JobId) => void;
}

export function createQueue({ clock, maxDepth, wake, abort }: QueueOptions): Queue {
  /**
   * How many jobs may be added before a lane is looked at again, for each depth that it is looked at for: counting a long
   * queue for each would be felt.
   */
  const unchecked = new Map<string, number>();

  const refuseFrom = async (depth: number, trx: Transaction<Tables>, lane: JobLane): Promise<void> => {
    const looked = `${lane} ${depth}`;
    const left = unchecked.get(looked) ?? 0;
    if (left === 0 && (await repo.reachesDepth(trx, lane, depth))) throw queueFull();
    unchecked.set(looked, left === 0 ? Math.floor(maxDepth * TOLERANCE) : left - 1);
  };

  const enqueue: Queue['enqueue'] = async (trx, kind, payload, options = {}) => {
    const row = newRow(kind, payload, options, clock.now());
    const { dedupe_key: key } = row;
    const find = options.holds ? repo.holdUnfinished : repo.findUnfinished;
    const existing = key === null ? undefined : await find(trx, key);
    if (existing) return existing;
    await refuseFrom(options.leavesRoom ? Math.ceil(maxDepth * SHARE_WITH_ROOM_LEFT) : maxDepth, trx, kind.lane);
    if (!(await repo.insertJob(trx, row))) {
      // Another transaction was quicker; its job may even be finished by now, and then it is our turn.
      return enqueue(trx, kind, payload, options);
    }
    await afterCommit(trx, () => wake(kind.lane));
    return row.id;
  };

  return {
    enqueue,

    async cancel(trx, id) {
      const row = await repo.cancelJob(trx, id, clock.now());
      if (!row) throw await refusal(trx, id, 'job_not_cancellable');
      await afterCommit(trx, () => abort(id));
      return row;
    },

    async retry(trx, id) {
      const row = await repo.retryJob(trx, id, clock.now()).catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new AppError('job_not_retryable', 'Another job does the same work already.');
      });
      if (!row) throw await refusal(trx, id, 'job_not_retryable');
      // The job itself counts by now.
      await refuseFrom(maxDepth + 1, trx, row.lane);
      await afterCommit(trx, () => wake(row.lane));
      return row;
    },
  };
}

export const queueFull = (): AppError =>
  new AppError('queue_full', undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });

async function refusal(
  trx: Transaction<Tables>,
  id: JobId,
  code: 'job_not_cancellable' | 'job_not_retryable',
): Promise<AppError> {
  const row = await repo.findJob(trx, id);
  return row ? new AppError(code) : new AppError('job_not_found', `There is no job ${id}.`);
}

function newRow(kind: JobKind, payload: unknown, options: NewJobOptions, now: number): repo.JobRow {
  return {
    id: newId<JobId>(),
    kind: kind.name,
    lane: kind.lane,
    status: 'queued',
    payload_json: payloadText(kind, payload),
    dedupe_key: options.dedupeKey ?? null,
    asset_id: options.assetId ?? null,
    attempts: 0,
    max_attempts: kind.maxAttempts,
    due_at: options.notBefore ?? now,
    lease_id: null,
    progress: 0,
    step: null,
    error_code: null,
    error_message: null,
    result_json: null,
    created_by: options.createdBy ? actorName(options.createdBy) : null,
    created_at: now,
    started_at: null,
    finished_at: null,
  };
}
