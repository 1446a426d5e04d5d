import { toTimestamp, toTimestampOrNull } from '../../core/clock.ts';
import type { JobRow } from './repo.ts';
import type { Job } from './schema.ts';

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
