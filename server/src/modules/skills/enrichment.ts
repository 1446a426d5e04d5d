import Type from 'typebox';
import type { Clock } from '../../core/clock.ts';
import type { AssetId } from '../../core/ids.ts';
import { Id, Word } from '../../core/schema.ts';
import { DERIVATIVE_KINDS, type Derivative, openPreview } from '../../imaging/derivatives.ts';
import type { Looks } from '../../imaging/looks.ts';
import type { Imaging } from '../../imaging/picture.ts';
import { openWorkFolder } from '../../imaging/work-folder.ts';
import { defineJobKind, JobAborted, type JobHandler, type PayloadOf, type RunningJob } from '../../jobs/kinds.ts';
import type { Original, Pictures } from '../assets/service.ts';

const SKILL = 'basic_image_enrich';
const STEP = 'generate_thumbnail';

/** Makes what a picture is shown by before and instead of itself. */
export const ENRICHMENT = defineJobKind({
  name: 'asset.enrich',
  lane: 'images',
  payload: Type.Object({
    assetId: Id,
    /** Chosen when the job is queued, so that trying it again does not make a second one. */
    executionId: Id,
    trigger: Word(['upload', 'manual']),
  }),
});

type Payload = PayloadOf<typeof ENRICHMENT>;

export interface EnrichmentOptions {
  readonly clock: Clock;
  readonly pictures: Pictures;
  readonly imaging: Imaging;
  /** Where originals are put while they are worked on. */
  readonly workPath: string;
}

/** Makes the derivatives that an asset lacks, its thumbhash and its dominant colour, from the stored original. */
export function createEnrichment({ clock, pictures, imaging, workPath }: EnrichmentOptions): JobHandler<Payload> {
  const make = async (original: Original, signal: AbortSignal): Promise<{ made: Derivative[]; looks: Looks }> => {
    await using work = await openWorkFolder(workPath);
    const path = await work.receive(await pictures.read(original), signal);
    const kinds = DERIVATIVE_KINDS.filter((kind) => !original.derivativeKinds.includes(kind));
    const preview = await openPreview(imaging, path, kinds, signal);
    const made: Derivative[] = [];
    for (const kind of kinds) made.push(await preview.make(kind));
    return { made, looks: await preview.looks() };
  };

  const outcomeOf = ({ executionId: id, trigger }: Payload, startedAt: number, errorMessage: string | null) => ({
    id,
    skillName: SKILL,
    trigger,
    parametersJson: null,
    steps: [{ name: STEP, startedAt, completedAt: clock.now(), errorMessage }],
  });

  const finish = async (job: RunningJob<Payload>, original: Original, made: Derivative[], looks: Looks) => {
    const stored = await pictures.store(original, made);
    let unneeded = stored;
    try {
      await job.complete(async (trx) => {
        const left = await pictures.keep(trx, original, stored, looks);
        // Deleted or changed meanwhile: whoever changed it has queued a job of its own.
        if (!left) return null;
        unneeded = left;
        const { payload, startedAt } = job;
        await pictures.record(trx, original.id, outcomeOf(payload, startedAt, null));
        return { executionId: payload.executionId };
      });
    } catch (error) {
      // After any other error nobody knows whether it was written; what was not is removed as every leftover is.
      if (error instanceof JobAborted) await pictures.discard(stored);
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
    failed: (trx, { payload, startedAt, error }) =>
      pictures.record(trx, payload.assetId as AssetId, outcomeOf(payload, startedAt, error.message)),
  };
}
