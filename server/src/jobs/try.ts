import type { Transaction } from 'kysely';
import type { TSchema } from 'typebox';
import { type Clock, SECOND } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { matching } from '../core/matching.ts';
import type { Db } from '../db/database.ts';
import type { JobLane, Tables } from '../db/tables.ts';
import {
  JobAborted,
  type JobHandler,
  type JobKind,
  type JobResult,
  type PayloadOf,
  payloadText,
  type RunningJob,
} from './kinds.ts';
import { queueFull } from './queue.ts';
import * as repo from './repo.ts';
import { isPermanent, pauseAfter, toldOf } from './retries.ts';

const MAX_STEP_LENGTH = 200;
const MAX_RESULT_LENGTH = 65_536;
const PROGRESS_EVERY_MS = SECOND;

export interface JobLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface TryContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: JobLog;
  /** Most unfinished jobs of a lane. */
  readonly maxDepth: number;
}

/**
 * Runs one try of a claimed job to its end, whatever that is, and writes it down; resolves to the lane in which the job
 * goes on at once, if it does. Rejects only when the end cannot be written.
 */
export type JobTry = (row: repo.ClaimedRow, signal: AbortSignal, context: TryContext) => Promise<JobLane | undefined>;

/** Puts claim, completion and retries around a handler. */
export function createTry<Kind extends JobKind<TSchema>>(kind: Kind, handler: JobHandler<PayloadOf<Kind>>): JobTry {
  return async (row, signal, context) => {
    const payload = await readPayload(kind, row);
    if (payload === undefined) {
      await park(row, new AppError('job_payload_invalid'), nothing, context);
      return undefined;
    }
    const facts = { id: row.id, payload, assetId: row.asset_id, createdBy: row.created_by, startedAt: row.started_at };
    const onFailed: OnFailed = async (trx, error) => handler.failed?.(trx, { ...facts, error });
    // Its lease ran out at the last try: who ran it is gone, and would be again.
    if (row.attempts > row.max_attempts) {
      await park(row, new AppError('job_interrupted'), onFailed, context);
      return undefined;
    }

    const completion = createCompletion<PayloadOf<Kind>>(row, signal, context, (next) => {
      facts.payload = next;
    });
    try {
      const result = await handler.run({
        ...facts,
        attempt: row.attempts,
        isLastAttempt: row.attempts === row.max_attempts,
        signal,
        progress: createProgress(row, completion, context),
        complete: completion.complete,
        finishUnless: completion.finishUnless,
        checkpoint: completion.checkpoint,
        goOnAs: completion.goOnAs,
      });
      if (!completion.isDone()) await completion.complete(async () => result);
    } catch (error) {
      if (completion.isDone()) {
        context.log.error({ err: error, jobId: row.id, kind: row.kind }, 'a job failed after it was complete');
      } else {
        const retry = (reason: unknown) => handler.retry?.(reason, row.attempts, facts.payload);
        await end(row, whyEnded(error, signal), { retry, onFailed, context });
      }
    }
    return completion.goesOnIn();
  };
}

type Trx = Transaction<Tables>;
type RetryRule = (error: unknown) => 'never' | number | undefined;
type OnFailed = (trx: Trx, error: repo.ToldError) => Promise<void>;
const nothing: OnFailed = async () => {};

/** Undefined when another version of the program wrote it in a way that this one does not know. */
const readPayload = <Kind extends JobKind<TSchema>>(
  kind: Kind,
  row: repo.ClaimedRow,
): Promise<PayloadOf<Kind> | undefined> =>
  // The type of a kind's payload is that of its schema; generic types do not show it.
  matching(kind.payload, JSON.parse(row.payload_json)) as Promise<PayloadOf<Kind> | undefined>;

/** What a handler's error means: when it was told to stop, that, whatever it made of it. */
function whyEnded(error: unknown, signal: AbortSignal): unknown {
  return signal.aborted && signal.reason instanceof JobAborted ? signal.reason : error;
}

async function end(
  row: repo.ClaimedRow,
  reason: unknown,
  { retry, onFailed, context }: { retry: RetryRule; onFailed: OnFailed; context: TryContext },
): Promise<void> {
  const { db, clock, log } = context;
  if (reason instanceof JobAborted && reason.why === 'lost') return;
  if (reason instanceof JobAborted && reason.why === 'stopping') {
    await repo.releaseJob(db, row, clock.now());
    return;
  }
  const error = reason instanceof JobAborted ? new AppError('job_timed_out') : reason;
  const pause = row.attempts < row.max_attempts ? pauseOf(retry, error, row.attempts) : 'never';
  if (pause === 'never') return park(row, error, onFailed, context);
  log.warn({ err: error, jobId: row.id, kind: row.kind, attempt: row.attempts }, 'a job failed; it is tried again');
  await repo.requeueJob(db, row, toldOf(error), clock.now() + pause);
}

function pauseOf(retry: RetryRule, error: unknown, attempt: number): 'never' | number {
  const said = retry(error);
  if (said !== undefined) return said;
  return isPermanent(error) ? 'never' : pauseAfter(error, attempt);
}

async function park(
  row: repo.ClaimedRow,
  error: unknown,
  onFailed: OnFailed,
  { db, clock, log }: TryContext,
): Promise<void> {
  log.error({ err: error, jobId: row.id, kind: row.kind }, 'a job failed for good');
  const told = toldOf(error);
  const attempts = Math.min(row.attempts, row.max_attempts);
  const parkWith = (also: OnFailed) =>
    db.transaction().execute(async (trx) => {
      await also(trx, told);
      // Last, as in every transaction: two that lock an asset and a job in different orders wait for each other for ever.
      if (!(await repo.failJob(trx, row, attempts, told, clock.now()))) throw new JobAborted('lost');
    });
  await parkWith(onFailed)
    .catch(async (hookError: unknown) => {
      if (hookError instanceof JobAborted) throw hookError;
      // Parked all the same: it would come back for ever.
      log.error({ err: hookError, jobId: row.id, kind: row.kind }, 'what follows a failed job failed as well');
      await parkWith(nothing);
    })
    .catch((lost: unknown) => {
      if (!(lost instanceof JobAborted)) throw lost;
    });
}

interface Completion<Payload> extends Pick<RunningJob<Payload>, 'complete' | 'finishUnless' | 'checkpoint' | 'goOnAs'> {
  isDone(): boolean;
  /** The lane to which {@link goOnAs} moved the job. */
  goesOnIn(): JobLane | undefined;
}

function createCompletion<Payload>(
  row: repo.ClaimedRow,
  signal: AbortSignal,
  { db, clock, maxDepth }: TryContext,
  onPayload: (payload: Payload) => void,
): Completion<Payload> {
  let done = false;
  let goesOnIn: JobLane | undefined;
  /** @param change changes the job by what was written; false when it was no longer held */
  const writeHeld = async <T>(
    write: (trx: Trx) => Promise<T>,
    change: (trx: Trx, written: T) => Promise<boolean>,
  ): Promise<T> => {
    if (done) throw new Error('The job is complete already.');
    if (signal.aborted) throw signal.reason;
    return db.transaction().execute(async (trx) => {
      const written = await write(trx);
      if (!(await change(trx, written))) throw new JobAborted('lost');
      return written;
    });
  };
  return {
    isDone: () => done,
    goesOnIn: () => goesOnIn,
    async complete(write) {
      await writeHeld(write, (trx, result) => repo.succeedJob(trx, row, resultText(row, result ?? null), clock.now()));
      done = true;
    },
    async finishUnless(hasMore, result) {
      if (signal.aborted) throw signal.reason;
      const now = clock.now();
      done = await db.transaction().execute(async (trx) => {
        if (!(await repo.holdJob(trx, row))) throw new JobAborted('lost');
        return !(await hasMore(trx)) && (await repo.succeedJob(trx, row, resultText(row, result), now));
      });
      return done;
    },
    async checkpoint(write) {
      const payload = await writeHeld(write, (trx, next) =>
        repo.updatePayload(trx, row, payloadText({ name: row.kind }, next)),
      );
      onPayload(payload);
    },
    async goOnAs({ name, lane, maxAttempts }, { evenIfFull = false } = {}) {
      const refuseIfFull = async (trx: Trx) => {
        if (!evenIfFull && (await repo.reachesDepth(trx, lane, maxDepth))) throw queueFull();
      };
      const columns = { kind: name, lane, max_attempts: maxAttempts };
      await writeHeld(refuseIfFull, (trx) => repo.moveJob(trx, row, columns, clock.now()));
      done = true;
      goesOnIn = lane;
    },
  };
}

function resultText({ kind }: repo.ClaimedRow, result: JobResult): string | null {
  if (result === null) return null;
  const text = JSON.stringify(result);
  if (text.length > MAX_RESULT_LENGTH) throw new Error(`The result of a job ${kind} is too large.`);
  return text;
}

/** Writes progress down at a new step, and else now and then. */
function createProgress(
  row: repo.ClaimedRow,
  completion: Pick<Completion<unknown>, 'isDone'>,
  { db, clock }: TryContext,
): RunningJob<unknown>['progress'] {
  let writtenAt = Number.NEGATIVE_INFINITY;
  let writtenStep: string | null = null;
  return async (percent, step) => {
    const name = step?.slice(0, MAX_STEP_LENGTH) ?? writtenStep;
    const now = clock.now();
    if (completion.isDone() || (name === writtenStep && now - writtenAt < PROGRESS_EVERY_MS)) return;
    writtenAt = now;
    writtenStep = name;
    await repo.updateProgress(db, row, Math.round(Math.min(100, Math.max(0, percent))), name);
  };
}
