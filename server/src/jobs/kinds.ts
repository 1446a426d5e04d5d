import type { Transaction } from 'kysely';
import type { Static, TSchema } from 'typebox';
import type { Actor } from '../core/actor.ts';
import { MINUTE } from '../core/clock.ts';
import type { AssetId, JobId } from '../core/ids.ts';
import type { JobLane, Tables } from '../db/tables.ts';

/** A kind of job: what whoever asks for one has to know. Its {@link JobHandler} does the work. */
export interface JobKind<Payload extends TSchema = TSchema> {
  /** Stored with each job: once released, a name keeps its meaning. */
  readonly name: string;
  readonly lane: JobLane;
  /** Stored as JSON, and checked again before a job runs: it may come from another version of the program. */
  readonly payload: Payload;
  /** How often a job is tried before it is parked as failed. */
  readonly maxAttempts: number;
  /** After this a try is told to stop, and counts as failed. */
  readonly timeLimitMs: number;
}

type Defaults = 'maxAttempts' | 'timeLimitMs';

export const defineJobKind = <Payload extends TSchema>(
  kind: Omit<JobKind<Payload>, Defaults> & Partial<Pick<JobKind, Defaults>>,
): JobKind<Payload> => ({ maxAttempts: 5, timeLimitMs: 10 * MINUTE, ...kind });

/** What can be said of a job beside its payload. */
export interface NewJobOptions {
  readonly assetId?: AssetId;
  /** Whoever asks; the program itself when missing. */
  readonly createdBy?: Actor;
  /** While a job with this key is unfinished, asking again gives that job. Put in it all that makes the work different. */
  readonly dedupeKey?: string;
  /**
   * With a dedupe key: a job that is given instead of a new one does not finish by {@link RunningJob.finishUnless} before
   * the caller's transaction has ended. Ask last in the transaction: others wait for it from here on.
   */
  readonly holds?: boolean;
  /** Not before this instant. */
  readonly notBefore?: number;
  /** Asked for by hand: leaves the last tenth of a lane to those who must not be kept waiting, such as uploads. */
  readonly leavesRoom?: boolean;
}

/** Shown to whoever may read jobs: no secret, no path. */
export type JobResult = object | null;

export interface JobHandler<Payload> {
  /**
   * Does the work. What it returns becomes the job's result, unless it called `complete`. What it throws ends the try.
   * A job may be tried again after any line of this, so all that must happen once belongs into `complete`.
   */
  run(job: RunningJob<Payload>): Promise<JobResult | undefined>;
  /**
   * What follows an error: `'never'` parks the job at once, a number is the pause before the next try in milliseconds,
   * undefined leaves it to the rule in `retries.ts`.
   */
  retry?(error: unknown, attempt: number, payload: Payload): 'never' | number | undefined;
  /** Writes that belong to a job's final failure, in the same transaction; also when a killed process was the reason. */
  failed?(trx: Transaction<Tables>, job: FailedJob<Payload>): Promise<void>;
}

interface JobFacts<Payload> {
  readonly id: JobId;
  readonly payload: Payload;
  readonly assetId: AssetId | null;
  readonly createdBy: string | null;
  /** When this try began. */
  readonly startedAt: number;
}

export interface RunningJob<Payload> extends JobFacts<Payload> {
  /** From 1. */
  readonly attempt: number;
  /** Whether an error would be final. */
  readonly isLastAttempt: boolean;
  /** Aborted when the job was cancelled, was taken over, has run too long, or when the program stops. */
  readonly signal: AbortSignal;
  /** Tells how far the work is; told too often, some of it is passed over. */
  progress(percent: number, step?: string): Promise<void>;
  /**
   * Finishes the job in one transaction with the handler's own writes, all of them through `trx`: both happen, once,
   * or neither.
   * @throws JobAborted when the job is no longer this try's to finish
   */
  complete(write: (trx: Transaction<Tables>) => Promise<JobResult | undefined>): Promise<void>;
  /**
   * Finishes the job unless there is more to do by now. While `hasMore` looks, nobody is given this job who asks for one
   * that `holds`: what such a transaction wrote is seen here, or it gets a job of its own.
   * @returns false when there is more, and the job goes on
   * @throws JobAborted as {@link complete}
   */
  finishUnless(hasMore: (trx: Transaction<Tables>) => Promise<boolean>, result: JobResult): Promise<boolean>;
  /**
   * Writes down a part of the work in one transaction; the job goes on, and is tried again, with the payload that
   * `write` returns.
   * @throws JobAborted when the job is no longer this try's
   */
  checkpoint(write: (trx: Transaction<Tables>) => Promise<Payload>): Promise<void>;
  /**
   * Ends this try and has the job go on as one of this kind, which has the same payload, with all tries anew.
   * @throws AppError `queue_full` when too many wait in its lane already; unless `evenIfFull`
   * @throws JobAborted as {@link checkpoint}
   */
  goOnAs(kind: JobKind, options?: { readonly evenIfFull?: boolean }): Promise<void>;
}

export interface FailedJob<Payload> extends JobFacts<Payload> {
  readonly error: { readonly code: string; readonly message: string };
}

const MAX_PAYLOAD_LENGTH = 65_536;

/** A payload as it is stored. @throws Error when it is too large */
export function payloadText({ name }: Pick<JobKind, 'name'>, payload: unknown): string {
  const text = JSON.stringify(payload);
  if (text.length > MAX_PAYLOAD_LENGTH) throw new Error(`The payload of a job ${name} is too large.`);
  return text;
}

/** Why a try has to stop: it is no longer its runner's, its time is over, or the program ends. */
export type AbortReason = 'lost' | 'timedOut' | 'stopping';

/** The reason of the signal that a handler gets. */
export class JobAborted extends Error {
  readonly why: AbortReason;

  constructor(why: AbortReason) {
    super(`The job was stopped: ${why}.`);
    this.why = why;
  }
}

export type PayloadOf<Kind> = Kind extends JobKind<infer Payload> ? Static<Payload> : never;
