import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { DERIVATIVE_KINDS, type Derivative, openPreview } from '../../imaging/derivatives.ts';
import type { Looks } from '../../imaging/looks.ts';
import type { Imaging } from '../../imaging/picture.ts';
import { openWorkFolder } from '../../imaging/work-folder.ts';
import { defineJobKind, JobAborted } from '../../jobs/kinds.ts';
import type { Original, Pictures } from '../assets/service.ts';
import type { Captions } from './caption.ts';
import { hasStep } from './catalogue.ts';
import { executionOf, isChanged, outcomeOf, type RunHandler, RunSchema, retryOfRun } from './run.ts';

const STEP = 'generate_thumbnail';

/** Makes what a picture is shown by before and instead of itself; has a caption made where the skill says so. */
export const ENRICHMENT = defineJobKind({ name: 'asset.enrich', lane: 'images', payload: RunSchema });

export interface EnrichmentOptions {
  readonly clock: Clock;
  readonly pictures: Pictures;
  readonly captions: Pick<Captions, 'isPossible' | 'follow'>;
  readonly imaging: Imaging;
  /** Where originals are put while they are worked on. */
  readonly workPath: string;
}

/** Makes the derivatives that an asset lacks, its thumbhash and its dominant colour, from the stored original. */
export function createEnrichment({ clock, pictures, captions, imaging, workPath }: EnrichmentOptions): RunHandler {
  const make = async (original: Original, signal: AbortSignal): Promise<{ made: Derivative[]; looks: Looks }> => {
    await using work = await openWorkFolder(workPath);
    const path = await work.receive(await pictures.read(original), signal);
    const kinds = DERIVATIVE_KINDS.filter((kind) => !original.derivatives.some((found) => found.kind === kind));
    const preview = await openPreview(imaging, path, kinds, signal);
    const made: Derivative[] = [];
    for (const kind of kinds) made.push(await preview.make(kind));
    return { made, looks: await preview.looks() };
  };

  const finish = async (
    job: Parameters<RunHandler['run']>[0],
    original: Original,
    made: Derivative[],
    looks: Looks,
  ) => {
    const { payload: run, startedAt } = job;
    const wantsCaption = hasStep(run.skillName, 'generate_basic_caption');
    const isPossible = wantsCaption && (await captions.isPossible());
    const stored = await pictures.store(original, made);
    let unneeded = stored;
    try {
      await job.complete(async (trx) => {
        const left = await pictures.keep(trx, original, stored, looks);
        if (!left) return null;
        unneeded = left;
        const now = clock.now();
        const caption = wantsCaption ? await captions.follow(trx, run, isPossible) : undefined;
        const steps = [outcomeOf(STEP, startedAt, now), ...(caption?.step ? [caption.step] : [])];
        await pictures.record(trx, original.id, executionOf(run, steps));
        return { executionId: run.executionId, nextJobId: caption?.jobId ?? null };
      });
    } catch (error) {
      // After any other error nobody knows whether it was written; what was not is removed as every leftover is.
      if (error instanceof JobAborted || error instanceof AppError) await pictures.discard(stored);
      throw error;
    }
    await pictures.discard(unneeded);
  };

  return {
    async run(job) {
      const original = await pictures.find(job.payload.assetId as AssetId);
      if (!original) return null;
      const { made, looks } = await make(original, job.signal);
      await finish(job, original, made, looks);
      return undefined;
    },
    // Thumbnails of what it is now are what was asked for as well.
    retry: (error, attempt, run) => (isChanged(error) ? 0 : retryOfRun(error, attempt, run)),
    failed: (trx, { payload: run, startedAt, error }) =>
      pictures.record(trx, run.assetId as AssetId, executionOf(run, [outcomeOf(STEP, startedAt, clock.now(), error)])),
  };
}
