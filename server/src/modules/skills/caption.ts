import { readFile } from 'node:fs/promises';
import type { Transaction } from 'kysely';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId, JobId } from '../../core/ids.ts';
import type { Tables } from '../../db/tables.ts';
import { makeFile } from '../../imaging/made-file.ts';
import { type Imaging, openPicture } from '../../imaging/picture.ts';
import { JPEG } from '../../imaging/types.ts';
import { openWorkFolder } from '../../imaging/work-folder.ts';
import type { Jobs } from '../../jobs/jobs.ts';
import { defineJobKind } from '../../jobs/kinds.ts';
import type { AiProviders } from '../ai-providers/service.ts';
import type { Original, Pictures } from '../assets/service.ts';
import { executionOf, outcomeOf, type Run, type RunHandler, RunSchema, retryOfRun } from './run.ts';

const STEP = 'generate_basic_caption';
/** Large enough to read signs by, and as much as models look at. */
const PREVIEW = 'webp_1280';
const SIDE = 1280;
const QUALITY = 85;

/** Has an AI model describe a picture. In a lane of its own, so that a slow model holds up no thumbnail. */
export const CAPTION = defineJobKind({ name: 'asset.caption', lane: 'ai', payload: RunSchema });

export interface Captions {
  readonly handler: RunHandler;
  /** Whether there is anybody to ask. */
  isPossible(): Promise<boolean>;
  /**
   * Queues the caption of a run whose other steps are done, in the transaction that ends them. What needs no job, or
   * gets none, is the step as it came out.
   */
  follow(
    trx: Transaction<Tables>,
    run: Run,
    isPossible: boolean,
  ): Promise<{ jobId?: JobId; step?: ReturnType<typeof outcomeOf> }>;
}

export interface CaptionsOptions {
  readonly clock: Clock;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly pictures: Pictures;
  readonly ai: Pick<AiProviders, 'findActive' | 'hasActive' | 'describeImage'>;
  readonly imaging: Imaging;
  readonly workPath: string;
}

export function createCaptions({ clock, jobs, pictures, ai, imaging, workPath }: CaptionsOptions): Captions {
  /** The picture as JPEG, which every model reads: upright, without metadata, not too large. */
  const jpegOf = async (original: Original, signal: AbortSignal): Promise<Buffer> => {
    await using work = await openWorkFolder(workPath);
    const source = original.derivatives.find(({ kind }) => kind === PREVIEW) ?? original;
    const picture = await openPicture(imaging, await work.receive(await pictures.read(source), signal));
    const { path } = await makeFile(imaging, picture, {
      target: JPEG,
      quality: QUALITY,
      output: work.file(),
      change: (image) => image.resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true }),
      signal,
    });
    return readFile(path);
  };

  /** Undefined when nobody is there to ask. */
  const describe = async (original: Original, signal: AbortSignal) => {
    const connection = await ai.findActive();
    if (!connection) return undefined;
    const image = { bytes: await jpegOf(original, signal), contentType: JPEG.contentType };
    return ai.describeImage(connection, image, { signal });
  };

  return {
    isPossible: () => ai.hasActive(),

    async follow(trx, run, isPossible) {
      const now = clock.now();
      if (!isPossible) return { step: outcomeOf(STEP, now, now) };
      try {
        return { jobId: await jobs.enqueue(trx, CAPTION, run, { assetId: run.assetId as AssetId }) };
      } catch (error) {
        // A model that is too slow for all that is asked of it takes no thumbnail from anybody.
        if (!(error instanceof AppError) || error.code !== 'queue_full') throw error;
        return { step: outcomeOf(STEP, now, now, error) };
      }
    },

    handler: {
      async run(job) {
        const { payload: run, startedAt } = job;
        const original = await pictures.find(run.assetId as AssetId);
        if (!original) return null;
        // Whoever asks for a caption alone wants a new one.
        const kept = run.skillName === 'ai-caption' ? undefined : await pictures.findCaption(original.id);
        const description = kept ?? (await describe(original, job.signal));
        await job.complete(async (trx) => {
          if (description) await pictures.saveCaption(trx, original.id, description);
          await pictures.record(trx, original.id, executionOf(run, [outcomeOf(STEP, startedAt, clock.now())]));
          return { executionId: run.executionId };
        });
        return undefined;
      },
      retry: retryOfRun,
      failed: (trx, { payload: run, startedAt, error }) =>
        pictures.record(
          trx,
          run.assetId as AssetId,
          executionOf(run, [outcomeOf(STEP, startedAt, clock.now(), error)]),
        ),
    },
  };
}
