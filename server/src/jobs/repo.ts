import { type ExpressionBuilder, type SqlBool, sql, type Transaction } from 'kysely';
import type { JobId } from '../core/ids.ts';
import type { Db } from '../db/database.ts';
import { skipLocked } from '../db/dialects.ts';
import type { JobLane, JobsTable, Tables } from '../db/tables.ts';

type Trx = Transaction<Tables>;
export type JobRow = JobsTable;

/** One try of a job: what its runner needs, and proof that the job is its own. */
export type ClaimedRow = Pick<
  JobRow,
  'id' | 'kind' | 'lane' | 'payload_json' | 'asset_id' | 'created_by' | 'attempts' | 'max_attempts'
> & { lease_id: string; started_at: number };

export type Lease = Pick<ClaimedRow, 'id' | 'lease_id'>;

// As the partial indexes say it, word for word: a database only sees then that it may use them.
const UNFINISHED = sql<SqlBool>`status in ('queued', 'running')`;

/** False when an unfinished job has the same dedupe key. */
export async function insertJob(trx: Trx, job: JobRow): Promise<boolean> {
  const inserted = await trx
    .insertInto('jobs')
    .values(job)
    .onConflict((conflict) =>
      conflict.column('dedupe_key').where('dedupe_key', 'is not', null).where(UNFINISHED).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function findUnfinished(db: Db, dedupeKey: string): Promise<JobId | undefined> {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('dedupe_key', '=', dedupeKey)
    .where(UNFINISHED)
    .executeTakeFirst();
  return row?.id;
}

/** Whether a lane has at least `depth` unfinished jobs. Reads an index, no further than that. */
export async function reachesDepth(db: Db, lane: JobLane, depth: number): Promise<boolean> {
  const row = await db
    .selectFrom('jobs')
    .select('id')
    .where('lane', '=', lane)
    .where(UNFINISHED)
    .orderBy('due_at')
    .offset(depth - 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The same, and keeps the job from being finished until the transaction ends. */
export async function holdUnfinished(trx: Trx, dedupeKey: string): Promise<JobId | undefined> {
  const row = await trx
    .updateTable('jobs')
    .set((e) => ({ id: e.ref('id') }))
    .where('dedupe_key', '=', dedupeKey)
    .where(UNFINISHED)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export interface Claim {
  readonly lane: JobLane;
  /** Kinds that this program can run: others are left for a newer version. */
  readonly kinds: readonly string[];
  readonly limit: number;
  readonly now: number;
  readonly leaseId: string;
  readonly leaseUntil: number;
}

/**
 * Takes jobs that are due, those due longest first: each goes to exactly one of any number of parallel callers. A job
 * whose lease ran out is due as well.
 */
export async function claimJobs(
  db: Db,
  { lane, kinds, limit, now, leaseId, leaseUntil }: Claim,
): Promise<ClaimedRow[]> {
  const rows = await db
    .with(
      // Materialized: PostgreSQL must not look a second time and lock more than asked for.
      (cte) => cte('due').materialized(),
      (query) =>
        skipLocked(
          db,
          query
            .selectFrom('jobs')
            .select('id')
            .where('lane', '=', lane)
            .where(UNFINISHED)
            .where('due_at', '<=', now)
            .where('kind', 'in', kinds)
            .orderBy('due_at')
            .orderBy('id')
            .limit(limit),
        ),
    )
    .updateTable('jobs')
    .set((e) => ({
      status: 'running',
      attempts: e('attempts', '+', 1),
      lease_id: leaseId,
      due_at: leaseUntil,
      progress: 0,
      step: null,
      started_at: now,
    }))
    .where('id', 'in', (e) => e.selectFrom('due').select('due.id'))
    .returning(['id', 'kind', 'lane', 'payload_json', 'asset_id', 'created_by', 'attempts', 'max_attempts'])
    .execute();
  return rows.map((row) => ({ ...row, lease_id: leaseId, started_at: now }));
}

type Builder = ExpressionBuilder<Tables, 'jobs'>;

/** True for the row of a try that still holds its job. */
const held = (e: Builder, { id, lease_id }: Lease) =>
  e.and([e('id', '=', id), e('lease_id', '=', lease_id), e('status', '=', 'running')]);

/** Holds these jobs until `leaseUntil`; returns those that were still held. */
export const renewLeases = (db: Db, leases: readonly Lease[], leaseUntil: number): Promise<Lease[]> =>
  db
    .updateTable('jobs')
    .set({ due_at: leaseUntil })
    .where((e) => e.or(leases.map((lease) => held(e, lease))))
    .returning(['id', (e) => e.ref('lease_id').$castTo<string>().as('lease_id')])
    .execute();

/** False when the job is no longer held, as with all that follow. */
export const updateProgress = (db: Db, lease: Lease, progress: number, step: string | null): Promise<boolean> =>
  change(db, lease, { progress, step });

/** Keeps others from taking, cancelling or holding the job until the transaction ends. */
export const holdJob = async (trx: Trx, lease: Lease): Promise<boolean> => {
  const row = await trx
    .updateTable('jobs')
    .set((e) => ({ id: e.ref('id') }))
    .where((e) => held(e, lease))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

export const succeedJob = (trx: Trx, lease: Lease, resultJson: string | null, at: number): Promise<boolean> =>
  change(trx, lease, {
    status: 'succeeded',
    progress: 100,
    step: null,
    error_code: null,
    error_message: null,
    result_json: resultJson,
    lease_id: null,
    finished_at: at,
  });

/** Gives the job another payload, and keeps others from taking or cancelling it until the transaction ends. */
export const updatePayload = (trx: Trx, lease: Lease, payloadJson: string): Promise<boolean> =>
  change(trx, lease, { payload_json: payloadJson });

/** Queues the job as one of another kind. */
export const moveJob = (
  trx: Trx,
  lease: Lease,
  kind: Pick<JobRow, 'kind' | 'lane' | 'max_attempts'>,
  at: number,
): Promise<boolean> => change(trx, lease, { ...kind, status: 'queued', attempts: 0, lease_id: null, due_at: at });

export interface ToldError {
  readonly code: string;
  readonly message: string;
}

export const requeueJob = (db: Db, lease: Lease, error: ToldError, dueAt: number): Promise<boolean> =>
  change(db, lease, { status: 'queued', due_at: dueAt, lease_id: null, ...columnsOf(error) });

/** Parks a job that is not tried again. */
export const failJob = (db: Db, lease: Lease, attempts: number, error: ToldError, at: number): Promise<boolean> =>
  change(db, lease, { status: 'failed', attempts, lease_id: null, finished_at: at, ...columnsOf(error) });

/** Gives a job back untried: the try does not count. */
export const releaseJob = (
  db: Db,
  { attempts, ...lease }: Lease & { attempts: number },
  at: number,
): Promise<boolean> =>
  change(db, lease, { status: 'queued', attempts: attempts - 1, due_at: at, lease_id: null, progress: 0, step: null });

const columnsOf = ({ code, message }: ToldError) => ({ error_code: code, error_message: message });

async function change(db: Db, lease: Lease, columns: Partial<JobRow>): Promise<boolean> {
  const row = await db
    .updateTable('jobs')
    .set(columns)
    .where((e) => held(e, lease))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends an unfinished job for good; whoever runs it cannot finish it any more. Undefined when there is none. */
export const cancelJob = (db: Db, id: JobId, at: number): Promise<JobRow | undefined> =>
  db
    .updateTable('jobs')
    .set({ status: 'cancelled', lease_id: null, finished_at: at })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();

/** Queues a failed or cancelled job anew, with all its tries. Undefined when there is none. */
export const retryJob = (trx: Trx, id: JobId, at: number): Promise<JobRow | undefined> =>
  trx
    .updateTable('jobs')
    .set({ status: 'queued', attempts: 0, due_at: at, progress: 0, step: null, finished_at: null })
    .where('id', '=', id)
    .where('status', 'in', ['failed', 'cancelled'])
    .returningAll()
    .executeTakeFirst();

export const findJob = (db: Db, id: JobId): Promise<JobRow | undefined> =>
  db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();

/** Removes at most `limit` jobs that were finished before `before`; returns how many. */
export async function removeFinished(db: Db, before: number, limit: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('jobs')
    .where('id', 'in', (e) =>
      // Several processes do this at the same time: they must not wait for each other in a circle.
      skipLocked(db, e.selectFrom('jobs').select('id').where('finished_at', '<', before).limit(limit)),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}
