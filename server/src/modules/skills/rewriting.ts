import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { convertPicture } from '../../imaging/convert.ts';
import { DERIVATIVE_KINDS, type Derivative, openPreview } from '../../imaging/derivatives.ts';
import type { MadeFile } from '../../imaging/made-file.ts';
import type { Imaging } from '../../imaging/picture.ts';
import { stripPicture } from '../../imaging/strip.ts';
import { watermarkPicture } from '../../imaging/watermark.ts';
import { openWorkFolder } from '../../imaging/work-folder.ts';
import { defineJobKind, JobAborted, type RunningJob } from '../../jobs/kinds.ts';
import type { Original, Pictures, Versions } from '../assets/service.ts';
import { SKILLS, type StepName } from './catalogue.ts';
import { readConvertParameters, readWatermarkParameters } from './parameters.ts';
import { executionOf, outcomeOf, type Run, type RunHandler, RunSchema, retryOfRun, type StepOutcome } from './run.ts';

/** Puts a changed picture in the place of the original, which is kept as a version. */
export const REWRITING = defineJobKind({ name: 'asset.rewrite', lane: 'images', payload: RunSchema });

type Rewrite = (imaging: Imaging, path: string, output: string, signal: AbortSignal) => Promise<MadeFile | undefined>;

/** What each step does, from its parameters. @throws AppError with the step's code when they are wrong */
const REWRITES: Readonly<Partial<Record<StepName, (parameters: object) => Rewrite>>> = {
  strip_exif_metadata: () => stripPicture,
  convert_image_format: (parameters) => {
    const settings = readConvertParameters(parameters);
    return (imaging, path, output, signal) => convertPicture(imaging, path, settings, output, signal);
  },
  draw_watermark: (parameters) => {
    const mark = readWatermarkParameters(parameters);
    return (imaging, path, output, signal) => watermarkPicture(imaging, path, mark, output, signal);
  },
};

/** The rewriting of a run; undefined when its skill leaves the original as it is. @throws AppError as {@link REWRITES} */
export function rewritingOf({ skillName, parameters = {} }: Pick<Run, 'skillName' | 'parameters'>) {
  for (const step of SKILLS[skillName].steps) {
    const rewrite = REWRITES[step]?.(parameters);
    if (rewrite) return { step, rewrite };
  }
  return undefined;
}

export interface RewritingOptions {
  readonly clock: Clock;
  readonly pictures: Pictures;
  readonly versions: Versions;
  readonly imaging: Imaging;
  readonly workPath: string;
}

export function createRewriting({ clock, pictures, versions, imaging, workPath }: RewritingOptions): RunHandler {
  const recordStep = (
    job: Pick<RunningJob<Run>, 'payload' | 'startedAt'>,
    step: StepName,
    error?: StepOutcome['error'],
  ) => executionOf(job.payload, [outcomeOf(step, job.startedAt, clock.now(), error)]);

  /** Nothing of this is known until the transaction, which makes all of it known. */
  const finish = async (job: Parameters<RunHandler['run']>[0], step: StepName, original: Original, made: MadeFile) => {
    const preview = await openPreview(imaging, made.path, DERIVATIVE_KINDS, job.signal);
    const copies: Derivative[] = [];
    for (const kind of DERIVATIVE_KINDS) copies.push(await preview.make(kind));
    const looks = await preview.looks();
    const file = await versions.store(original, made);
    const derivatives = await pictures.store(original, copies).catch(async (error: unknown) => {
      await versions.discard([file]);
      throw error;
    });
    const { skillName } = job.payload;
    let unneeded: Parameters<Versions['discard']>[0] = [file, ...derivatives];
    try {
      await job.complete(async (trx) => {
        if (!(await versions.replace(trx, original.id, original.storageKey, file, skillName))) return null;
        const now = { ...original, storageKey: file.storage_key };
        unneeded = (await pictures.keep(trx, now, derivatives, looks)) ?? [];
        await pictures.record(trx, original.id, recordStep(job, step));
        return { executionId: job.payload.executionId };
      });
    } catch (error) {
      // After any other error nobody knows whether it was written; what was not is removed as every leftover is.
      if (error instanceof JobAborted || error instanceof AppError) await versions.discard([file, ...derivatives]);
      throw error;
    }
    await versions.discard(unneeded);
  };

  return {
    async run(job) {
      const original = await pictures.find(job.payload.assetId as AssetId);
      if (!original) return null;
      const rewriting = rewritingOf(job.payload);
      if (!rewriting) throw new Error(`The skill ${job.payload.skillName} changes no original.`);
      await using work = await openWorkFolder(workPath);
      const path = await work.receive(await pictures.read(original), job.signal);
      const made = await rewriting.rewrite(imaging, path, work.file(), job.signal);
      if (made) {
        await finish(job, rewriting.step, original, made);
        return undefined;
      }
      await job.complete(async (trx) => {
        await pictures.record(trx, original.id, recordStep(job, rewriting.step));
        return { executionId: job.payload.executionId };
      });
      return undefined;
    },
    retry: retryOfRun,
    async failed(trx, job) {
      const [step] = SKILLS[job.payload.skillName].steps;
      await pictures.record(trx, job.payload.assetId as AssetId, recordStep(job, step, job.error));
    },
  };
}
