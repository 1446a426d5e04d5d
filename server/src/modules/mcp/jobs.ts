import type { Job } from '../jobs/schema.ts';

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

/** A job, short: what is done with which picture, how far it is, and what went wrong. */
export const shortJob = ({ id, kind, status, assetId, progressPercent, progressStep, error, finishedAtUtc }: Job) => ({
  id,
  kind,
  status,
  assetId,
  progressPercent,
  progressStep,
  error,
  finishedAtUtc,
});
