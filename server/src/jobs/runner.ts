import { randomUUID } from 'node:crypto';
import type { TSchema } from 'typebox';
import type { Clock } from '../core/clock.ts';
import type { JobId } from '../core/ids.ts';
import type { Db } from '../db/database.ts';
import type { JobLane } from '../db/tables.ts';
import { type AbortReason, JobAborted, type JobHandler, type JobKind, type PayloadOf } from './kinds.ts';
import * as repo from './repo.ts';
import { createTry, type JobLog, type JobTry } from './try.ts';

/** How long a job that was told to stop may take to do so before it is given back as it is. */
const ABORT_MS = 2000;

export interface Runner {
  /** Says who does the jobs of a kind. Only kinds that somebody does are taken. */
  handle<Kind extends JobKind<TSchema>>(kind: Kind, handler: JobHandler<PayloadOf<Kind>>): void;
  /** Takes the due jobs that a lane has room for, and further ones whenever one ends. */
  fill(lane: JobLane): Promise<void>;
  /** Holds what runs here; stops what is no longer ours or has run too long. */
  renew(): Promise<void>;
  /** Stops a job that runs here and is not to be finished. */
  abort(id: JobId): void;
  /** Resolves when nothing runs here any more. */
  idle(): Promise<void>;
  /** Takes no more jobs, gives those that run `graceMs` to finish, then stops them and gives them back. */
  stop(graceMs: number): Promise<void>;
}

export interface RunnerOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: JobLog;
  /** How many jobs of a lane run here at once. */
  readonly parallelism: Readonly<Record<JobLane, number>>;
  /** How long a job stays with a process that is not heard of. */
  readonly leaseMs: number;
  /** Most unfinished jobs of a lane. */
  readonly maxDepth: number;
}

interface Run {
  readonly row: repo.ClaimedRow;
  readonly controller: AbortController;
  /** When its time is over. */
  readonly until: number;
}

/** At most one claim of a lane is under way: two would both find the same room. */
interface Claiming {
  readonly done: Promise<void>;
  again: boolean;
}

export function createRunner({ db, clock, log, parallelism, leaseMs, maxDepth }: RunnerOptions): Runner {
  const kinds = new Map<string, { kind: JobKind; attempt: JobTry }>();
  const running = new Map<Run, Promise<void>>();
  const claiming = new Map<JobLane, Claiming>();
  let stopping = false;

  const claim = async (lane: JobLane): Promise<void> => {
    const room = parallelism[lane] - [...running.keys()].filter(({ row }) => row.lane === lane).length;
    const names = [...kinds.values()].flatMap(({ kind }) => (kind.lane === lane ? [kind.name] : []));
    if (stopping || room <= 0 || names.length === 0) return;
    const now = clock.now();
    const lease = { leaseId: randomUUID(), leaseUntil: now + leaseMs };
    for (const row of await repo.claimJobs(db, { lane, kinds: names, limit: room, now, ...lease })) launch(row);
  };

  const fill = async (lane: JobLane): Promise<void> => {
    const current = claiming.get(lane);
    if (current) {
      current.again = true;
      return current.done;
    }
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const own: Claiming = { done, again: true };
    claiming.set(lane, own);
    try {
      while (own.again) {
        own.again = false;
        await claim(lane);
      }
    } catch (error) {
      log.error({ err: error, lane }, 'jobs could not be taken; it is tried again');
    } finally {
      claiming.delete(lane);
      resolve();
    }
  };

  const launch = (row: repo.ClaimedRow): void => {
    const known = kinds.get(row.kind);
    if (!known) throw new Error(`Nobody does jobs of the kind ${row.kind}.`);
    const run: Run = { row, controller: new AbortController(), until: clock.now() + known.kind.timeLimitMs };
    const ended = known
      .attempt(row, run.controller.signal, { db, clock, log, maxDepth })
      .catch((error: unknown) => {
        // Its lease runs out then, and it is taken up again.
        log.error({ err: error, jobId: row.id }, 'the end of a job could not be written down');
        return undefined;
      })
      .then(async (goesOnIn = row.lane) => {
        running.delete(run);
        await Promise.all([...new Set([row.lane, goesOnIn])].map(fill));
      });
    running.set(run, ended);
  };

  const idle = async (): Promise<void> => {
    while (running.size + claiming.size > 0) {
      await Promise.all([...running.values(), ...[...claiming.values()].map(({ done }) => done)]);
    }
  };

  return {
    handle(kind, handler) {
      if (kinds.has(kind.name)) throw new Error(`Jobs of the kind ${kind.name} are done by somebody already.`);
      kinds.set(kind.name, { kind, attempt: createTry(kind, handler) });
    },

    fill,
    idle,

    async renew() {
      const now = clock.now();
      for (const run of running.keys()) if (now >= run.until) stopRun(run, 'timedOut');
      const live = [...running.keys()].filter(({ controller }) => !controller.signal.aborted);
      if (live.length === 0) return;
      const leases = live.map(({ row }) => row);
      const held = new Set((await repo.renewLeases(db, leases, now + leaseMs)).map(leaseKey));
      for (const run of live) if (!held.has(leaseKey(run.row)) && running.has(run)) stopRun(run, 'lost');
    },

    abort(id) {
      for (const run of running.keys()) if (run.row.id === id) stopRun(run, 'lost');
    },

    async stop(graceMs) {
      stopping = true;
      await Promise.all([...claiming.values()].map(({ done }) => done));
      if (running.size > 0) await Promise.race([idle(), clock.sleep(graceMs)]);
      for (const run of running.keys()) stopRun(run, 'stopping');
      if (running.size > 0) await Promise.race([idle(), clock.sleep(ABORT_MS)]);
      for (const { row } of running.keys()) await repo.releaseJob(db, row, clock.now());
    },
  };
}

const stopRun = ({ controller }: Run, why: AbortReason): void => controller.abort(new JobAborted(why));

const leaseKey = ({ id, lease_id }: repo.Lease): string => `${id} ${lease_id}`;
