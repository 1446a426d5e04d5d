import { toTimestamp, toTimestampOrNull } from '../../core/clock.ts';
import type { AssetId } from '../../core/ids.ts';
import type { JobStatus } from '../../db/tables.ts';
import type { JobRow } from './repo.ts';
import type { AssetJob, Job } from './schema.ts';

/** A job as clients see it. Its payload stays inside: it is made for the program alone. */
export const presentJob = (row: JobRow): Job => ({
  id: row.id,
  kind: row.kind,
  lane: row.lane,
  status: row.status,
  assetId: row.asset_id,
  attempts: row.attempts,
  maxAttempts: row.max_attempts,
  progressPercent: row.progress,
  progressStep: row.step,
  error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  result: row.result_json === null ? null : JSON.parse(row.result_json),
  createdBy: row.created_by,
  createdAtUtc: toTimestamp(row.created_at),
  nextAttemptAtUtc: row.status === 'queued' ? toTimestamp(row.due_at) : null,
  startedAtUtc: toTimestampOrNull(row.started_at),
  finishedAtUtc: toTimestampOrNull(row.finished_at),
});

const FORMER_STATUS = {
  queued: 'pending',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'failed',
} as const satisfies Record<JobStatus, AssetJob['status']>;

/** The same in the shape that front ends of NekoHub know. */
export const presentAssetJob = (row: JobRow, assetId: AssetId): AssetJob => ({
  id: row.id,
  assetId,
  status: FORMER_STATUS[row.status],
  attempts: row.attempts,
  createdAtUtc: toTimestamp(row.created_at),
  updatedAtUtc: toTimestamp(row.finished_at ?? row.started_at ?? row.created_at),
  errorMessage: row.error_message ?? (row.status === 'cancelled' ? 'It was cancelled.' : null),
});
