import { authorize, type Caller, type Grant } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, type JobId, parseId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { JobLane, JobStatus } from '../../db/tables.ts';
import { JOB_LANES, type Jobs } from '../../jobs/jobs.ts';
import type { Pictures } from '../assets/service.ts';
import type { Audit } from '../audit/service.ts';
import { presentAssetJob, presentJob } from './present.ts';
import * as repo from './repo.ts';
import type { AssetJob, Job, JobListRequest, JobSummary } from './schema.ts';

/** What a list of jobs shows. */
export type JobListing = JobListRequest & { readonly pageSize: number };

/** Jobs of the hub itself rather than of a picture: they show, and do, what takes the permissions of the settings. */
const HUB_LANE: JobLane = 'maintenance';

const MAX_JOBS_OF_AN_ASSET = 50;

/** Jobs as people see and steer them. Those of the hub take `settings.read` and `settings.update` besides. */
export interface JobsApi {
  /** Newest first. @throws AppError `request_invalid` when the cursor is none */
  list(grant: Grant<'assets.read'>, listing: JobListing): Promise<{ items: Job[]; nextCursor: string | null }>;
  /** @throws AppError `job_not_found` */
  get(grant: Grant<'assets.read'>, id: JobId): Promise<Job>;
  summary(grant: Grant<'assets.read'>): Promise<JobSummary>;
  /** @throws AppError `job_not_found`, `auth_forbidden`, `job_not_retryable`, `queue_full` */
  retry(grant: Grant<'assets.update'>, id: JobId): Promise<Job>;
  /** The newest of an asset. @throws AppError `asset_not_found` */
  listOfAsset(grant: Grant<'assets.read'>, assetId: AssetId): Promise<AssetJob[]>;
  /** As {@link retry}, for a job of this asset alone. */
  retryOfAsset(grant: Grant<'assets.update'>, assetId: AssetId, id: JobId): Promise<void>;
  /** @throws AppError `job_not_found`, `auth_forbidden`, `job_not_cancellable` */
  cancel(grant: Grant<'assets.update'>, id: JobId): Promise<Job>;
}

export interface JobsApiOptions {
  readonly db: Db;
  readonly audit: Audit;
  readonly jobs: Pick<Jobs, 'retry' | 'cancel'>;
  readonly pictures: Pick<Pictures, 'find'>;
}

export function createJobsApi({ db, audit, jobs, pictures }: JobsApiOptions): JobsApi {
  const maySeeHub = ({ actor }: Caller): boolean => actor.permissions.has('settings.read');

  /** @param assetId whose job it has to be; undefined: anybody's */
  const steer = async (caller: Caller, id: JobId, action: 'retry' | 'cancel', assetId?: AssetId): Promise<Job> => {
    const row = await db.transaction().execute(async (trx) => {
      const before = await repo.findJob(trx, id);
      if (assetId !== undefined && before?.asset_id !== assetId) throw notFound(id);
      if (before?.lane === HUB_LANE) authorize(caller, 'settings.update');
      const changed = await jobs[action](trx, id);
      await audit.record(trx, caller, { action: `job.${action}`, target: { kind: 'job', id, name: changed.kind } });
      return changed;
    });
    return presentJob(row);
  };

  return {
    async list(grant, { cursor, assetId, pageSize, status, kind }) {
      const before = cursor === undefined ? undefined : readCursor(cursor);
      const filter = {
        status,
        kind,
        assetId: assetId === undefined ? undefined : parseId<AssetId>(assetId),
        before,
        exceptLane: maySeeHub(grant) ? undefined : HUB_LANE,
      };
      // One row more than asked for tells whether there is a next page.
      const rows = await repo.listJobs(db, filter, pageSize + 1);
      const items = rows.slice(0, pageSize).map(presentJob);
      return { items, nextCursor: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
    },

    async get(grant, id) {
      const row = await repo.findJob(db, id);
      if (!row || (row.lane === HUB_LANE && !maySeeHub(grant))) throw notFound(id);
      return presentJob(row);
    },

    async summary() {
      const counts = await repo.countJobs(db);
      const count = (lane: JobLane, status: JobStatus) =>
        counts.find((row) => row.lane === lane && row.status === status)?.jobs ?? 0;
      return {
        lanes: JOB_LANES.map((lane) => ({
          lane,
          queued: count(lane, 'queued'),
          running: count(lane, 'running'),
          succeeded: count(lane, 'succeeded'),
          failed: count(lane, 'failed'),
          cancelled: count(lane, 'cancelled'),
        })),
      };
    },

    async listOfAsset(_grant, assetId) {
      if (!(await pictures.find(assetId))) throw new AppError('asset_not_found', `There is no asset ${assetId}.`);
      const rows = await repo.listJobs(db, { assetId, exceptLane: HUB_LANE }, MAX_JOBS_OF_AN_ASSET);
      return rows.map((row) => presentAssetJob(row, assetId));
    },

    async retryOfAsset(grant, assetId, id) {
      await steer(grant, id, 'retry', assetId);
    },

    retry: (grant, id) => steer(grant, id, 'retry'),
    cancel: (grant, id) => steer(grant, id, 'cancel'),
  };
}

const notFound = (id: JobId): AppError => new AppError('job_not_found', `There is no job ${id}.`);

function readCursor(cursor: string): JobId {
  const id = parseId<JobId>(cursor);
  if (id) return id;
  throw new AppError('request_invalid', 'cursor is not valid: pass nextCursor of the page before.', {
    field: 'cursor',
  });
}
