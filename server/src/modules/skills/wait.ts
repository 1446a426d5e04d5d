import { setTimeout } from 'node:timers/promises';
import type { JobId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { findJob } from './repo.ts';

const FIRST_LOOK_MS = 10;
const LONGEST_PAUSE_MS = 250;

/** Told how far the job is, in percent, and at which step, each time somebody looks. */
export type OnProgress = (percent: number, step: string | null) => void;

/** Whether a job, and what it hands on to, ends within a time. It may be done by any process. */
export async function isDoneWithin(
  db: Db,
  id: JobId,
  timeoutMs: number,
  signal: AbortSignal,
  onProgress?: OnProgress,
): Promise<boolean> {
  const until = performance.now() + timeoutMs;
  let waitsFor = id;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const job = await findJob(db, waitsFor);
    if (job) onProgress?.(job.progress, job.step);
    const isUnfinished = job?.status === 'queued' || job?.status === 'running';
    const next = isUnfinished ? waitsFor : nextOf(job?.result_json);
    if (next === undefined) return true;
    waitsFor = next;
    if (performance.now() >= until || signal.aborted) return false;
    await setTimeout(pause, undefined, { signal }).catch(() => {});
  }
}

function nextOf(resultJson: string | null | undefined): JobId | undefined {
  const result: unknown = JSON.parse(resultJson ?? 'null');
  const id: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'nextJobId') : undefined;
  return typeof id === 'string' ? (id as JobId) : undefined;
}
