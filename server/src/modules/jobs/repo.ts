import type { AssetId, JobId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { JobLane, JobStatus, JobsTable } from '../../db/tables.ts';

export type JobRow = JobsTable;

export interface JobFilter {
  readonly status?: JobStatus | undefined;
  readonly kind?: string | undefined;
  readonly assetId?: AssetId | undefined;
  /** Only jobs that are older than this one. */
  readonly before?: JobId | undefined;
  readonly exceptLane?: JobLane | undefined;
}

/** Newest first: ids are in the order of creation. */
export function listJobs(
  db: Db,
  { status, kind, assetId, before, exceptLane }: JobFilter,
  limit: number,
): Promise<JobRow[]> {
  let query = db.selectFrom('jobs').selectAll();
  if (status) query = query.where('status', '=', status);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (assetId) query = query.where('asset_id', '=', assetId);
  if (exceptLane) query = query.where('lane', '!=', exceptLane);
  if (before) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export const findJob = (db: Db, id: JobId): Promise<JobRow | undefined> =>
  db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();

export async function countJobs(db: Db): Promise<{ lane: JobLane; status: JobStatus; jobs: number }[]> {
  const rows = await db
    .selectFrom('jobs')
    .select((e) => ['status', 'lane', e.fn.countAll<number>().as('jobs')])
    .groupBy(['status', 'lane'])
    .execute();
  return rows.map((row) => ({ ...row, jobs: Number(row.jobs) }));
}
