import type { Grant } from '../../core/actor.ts';
import { type Clock, HOUR, toTimestamp } from '../../core/clock.ts';
import type { JobId } from '../../core/ids.ts';
import { matching } from '../../core/matching.ts';
import type { Db } from '../../db/database.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { defineJobKind } from '../../jobs/kinds.ts';
import type { Audit } from '../audit/service.ts';
import { type ComparisonOptions, createComparison, type Following } from './comparison.ts';
import { createRepairs, type RepairsOptions } from './repairs.ts';
import { findLatestJob } from './repo.ts';
import * as schema from './schema.ts';

const DOCTOR = defineJobKind({
  name: 'storage.doctor',
  lane: 'maintenance',
  payload: schema.DoctorOptionsSchema,
  maxAttempts: 2,
  timeLimitMs: 12 * HOUR,
});

/** Looks after the stores: whether what the database says is stored is there, whole, and nothing else. */
export interface Doctor {
  /** Compares, and repairs if asked to, right now. Uploads may go on. */
  run(options: schema.DoctorOptions, following?: Following): Promise<schema.DoctorReport>;
  /** The same behind the request. While such a job is unfinished, asking again gives that job. @throws AppError `queue_full` */
  queue(grant: Grant<'settings.update'>, request: schema.DoctorRequest): Promise<{ jobId: JobId }>;
  /** The run that was asked for last, and its report once it is done. */
  latest(grant: Grant<'settings.read'>): Promise<schema.DoctorRun | null>;
}

export interface DoctorServiceOptions extends Omit<ComparisonOptions & RepairsOptions, 'repairs'> {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly jobs: Pick<Jobs, 'enqueue' | 'handle'>;
}

export function createDoctor({ db, clock, audit, jobs, ...options }: DoctorServiceOptions): Doctor {
  const compare = createComparison({ ...options, repairs: createRepairs({ db, ...options }) });

  const run: Doctor['run'] = async (asked, following) => {
    const startedAtUtc = toTimestamp(clock.now());
    const { counts, findings, storesNotListed, isTruncated } = await compare(asked, following);
    const finishedAtUtc = toTimestamp(clock.now());
    return { startedAtUtc, finishedAtUtc, ...asked, ...counts, storesNotListed, findings, isTruncated };
  };

  jobs.handle(DOCTOR, {
    run: (job) => run(job.payload, { signal: job.signal, progress: (percent, step) => job.progress(percent, step) }),
  });

  return {
    run,
    async queue(grant, { repair = false, verifyBytes = true }) {
      const jobId = await db.transaction().execute(async (trx) => {
        const dedupeKey = `doctor:${repair}:${verifyBytes}`;
        const queued = await jobs.enqueue(trx, DOCTOR, { repair, verifyBytes }, { createdBy: grant.actor, dedupeKey });
        const target = { kind: 'job', id: queued, name: DOCTOR.name } as const;
        await audit.record(trx, grant, { action: 'storage.doctor', target, details: { repair, verifyBytes } });
        return queued;
      });
      return { jobId };
    },
    async latest() {
      const row = await findLatestJob(db, DOCTOR.name);
      if (!row) return null;
      const result: unknown = row.result_json === null ? null : JSON.parse(row.result_json);
      const report = (await matching(schema.DoctorReportSchema, result)) ?? null;
      return { jobId: row.id, status: row.status, progressPercent: row.progress, report };
    },
  };
}
