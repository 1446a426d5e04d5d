import { type Clock, DAY, SECOND } from '../core/clock.ts';
import type { Db } from '../db/database.ts';
import type { JobLane } from '../db/tables.ts';
import { createQueue, type Queue } from './queue.ts';
import * as repo from './repo.ts';
import { createRunner, type Runner } from './runner.ts';
import type { JobLog } from './try.ts';

/** Of every process, also without a word from others: what they queued, what is tried again, what a killed one left. */
const LOOK_EVERY_MS = 2 * SECOND;
const PRUNE_BATCH = 1000;

/** Every lane, in the order in which lists show them. */
export const JOB_LANES: readonly JobLane[] = ['images', 'ai', 'storage', 'maintenance'];

/** Work behind requests: a table of jobs, and the runner of this process that does them. */
export interface Jobs extends Queue, Pick<Runner, 'handle' | 'renew'> {
  /** Begins to run jobs: at once what this process queues, and within seconds what others do. */
  start(): void;
  /** Takes no more jobs and resolves when none runs here: finished, or given back. */
  stop(): Promise<void>;
  /** Runs what is due, to the end, without {@link start}. */
  runDue(lanes?: readonly JobLane[]): Promise<void>;
  /** Forgets jobs that were finished long ago. */
  prune(): Promise<void>;
}

export interface JobsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: JobLog;
  readonly parallelism: Readonly<Record<JobLane, number>>;
  readonly leaseSeconds: number;
  readonly maxQueueDepth: number;
  readonly keepFinishedDays: number;
  /** How long jobs may go on when the program stops. */
  readonly stopGraceMs: number;
}

export function createJobs(options: JobsOptions): Jobs {
  const { db, clock, log, leaseSeconds, parallelism, maxQueueDepth: maxDepth } = options;
  const runner = createRunner({ db, clock, log, parallelism, leaseMs: leaseSeconds * SECOND, maxDepth });
  const lookEveryMs = Math.min(LOOK_EVERY_MS, (leaseSeconds * SECOND) / 4);
  let state: 'idle' | 'started' | 'stopping' | 'stopped' = 'idle';
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    await runner.renew().catch((error: unknown) => log.error({ err: error }, 'jobs could not be held'));
    if (state === 'started') await Promise.all(JOB_LANES.map(runner.fill));
  };

  const keepLooking = (): void => {
    looking = look().then(() => {
      // Processes that started together shall not go on asking together.
      const pause = lookEveryMs * (0.75 + Math.random() / 2);
      if (state !== 'stopped') timer = setTimeout(keepLooking, pause).unref();
    });
  };

  const queue = createQueue({
    clock,
    maxDepth,
    abort: runner.abort,
    wake: (lane) => {
      // Later: whoever queued it has an answer to give first.
      if (state === 'started') setImmediate(() => runner.fill(lane));
    },
  });

  return {
    ...queue,
    handle: runner.handle,
    renew: runner.renew,
    start() {
      if (state !== 'idle') return;
      state = 'started';
      keepLooking();
    },
    async stop() {
      state = 'stopping';
      // Leases are renewed until nothing runs any more.
      await runner.stop(options.stopGraceMs);
      state = 'stopped';
      clearTimeout(timer);
      await looking;
    },
    async runDue(lanes = JOB_LANES) {
      await Promise.all(lanes.map(runner.fill));
      await runner.idle();
    },
    async prune() {
      const before = clock.now() - options.keepFinishedDays * DAY;
      let removed: number;
      do removed = await repo.removeFinished(db, before, PRUNE_BATCH);
      while (removed === PRUNE_BATCH);
    },
  };
}
