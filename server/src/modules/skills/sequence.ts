import type { Transaction } from 'kysely';
import Type, { type Static } from 'typebox';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { Id } from '../../core/schema.ts';
import type { Tables } from '../../db/tables.ts';
import { defineJobKind, type JobHandler, type RunningJob } from '../../jobs/kinds.ts';
import { isPermanent, toldOf } from '../../jobs/retries.ts';
import type { Pictures } from '../assets/service.ts';
import { SKILLS, type StepName } from './catalogue.ts';
import { isChanged, type Run, type RunHandler, RunSchema } from './run.ts';

const SequenceSchema = Type.Object({
  assetId: Id,
  runs: Type.Array(RunSchema, { minItems: 1 }),
  /** How many steps are over and written down, whatever came of them. */
  done: Type.Optional(Type.Integer({ minimum: 0 })),
});
type Sequence = Static<typeof SequenceSchema>;

const payload = SequenceSchema;
/** Several skills on one asset, one after the other. */
export const SEQUENCE = defineJobKind({ name: 'asset.sequence', lane: 'images', payload });
/** The same job while it asks a model: a slow one holds up no picture. */
export const SEQUENCE_AI = defineJobKind({ name: 'asset.sequence_ai', lane: 'ai', payload });

export interface SequenceOptions {
  readonly clock: Clock;
  readonly pictures: Pick<Pictures, 'find'>;
  readonly enrichment: RunHandler;
  readonly caption: RunHandler;
  readonly rewriting: RunHandler;
}

interface Part {
  /** Its place in the sequence. */
  readonly index: number;
  readonly run: Run;
  readonly step: StepName;
  readonly handler: RunHandler;
  readonly inAi: boolean;
}

/**
 * Runs skills in order. Each step is written down as it ends, and with it how far the job has come, so that another try
 * goes on behind it. A step that fails does not keep the next from being done.
 */
export function createSequence({ clock, pictures, enrichment, caption, rewriting }: SequenceOptions) {
  const handlerOf = (step: StepName) =>
    step === 'generate_thumbnail' ? enrichment : step === 'generate_basic_caption' ? caption : rewriting;

  /** Those that are left to do. */
  const partsOf = ({ runs, done = 0 }: Sequence): Part[] =>
    runs
      .flatMap((run) => SKILLS[run.skillName].steps.map((step) => ({ run, step })))
      .map((part, index) => ({
        ...part,
        index,
        handler: handlerOf(part.step),
        inAi: part.step === 'generate_basic_caption',
      }))
      .slice(done);

  type Write = (trx: Transaction<Tables>) => Promise<unknown>;
  const finishPart = (job: RunningJob<Sequence>, { index }: Part, write: Write): Promise<void> =>
    job.checkpoint(async (trx) => {
      await write(trx);
      return { ...job.payload, done: index + 1 };
    });

  const failPart = (job: RunningJob<Sequence>, part: Part, startedAt: number, error: unknown): Promise<void> =>
    finishPart(job, part, async (trx) =>
      part.handler.failed?.(trx, { ...job, payload: part.run, startedAt, error: toldOf(error) }),
    );

  const runPart = async (job: RunningJob<Sequence>, part: Part): Promise<void> => {
    const { run, handler } = part;
    const startedAt = clock.now();
    try {
      await handler.run({ ...job, payload: run, startedAt, complete: (write) => finishPart(job, part, write) });
    } catch (error) {
      if (job.signal.aborted) throw error;
      const rule = handler.retry?.(error, job.attempt, run);
      const isFinal = job.isLastAttempt || rule === 'never' || (rule === undefined && isPermanent(error));
      if (!isFinal) throw error;
      await failPart(job, part, startedAt, error);
    }
  };

  /** False when too much waits for a model already: pictures do not wait behind it, and the step has failed. */
  const goOnAs = async (job: RunningJob<Sequence>, part: Part, isBack: boolean): Promise<boolean> => {
    try {
      await job.goOnAs(part.inAi ? SEQUENCE_AI : SEQUENCE, { evenIfFull: isBack });
      return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'queue_full') throw error;
      await failPart(job, part, clock.now(), error);
      return false;
    }
  };

  const handlerFor = (inAi: boolean): JobHandler<Sequence> => ({
    async run(job) {
      const parts = partsOf(job.payload);
      const total = parts.length + (job.payload.done ?? 0);
      for (const part of parts) {
        if (!(await pictures.find(job.payload.assetId as AssetId))) return null;
        // What a step took of its tries and of the time is not taken from the next.
        const isOver = job.attempt > 1 && part !== parts[0];
        if (part.inAi !== inAi || isOver) {
          if (await goOnAs(job, part, inAi || !part.inAi)) return undefined;
          continue;
        }
        await job.progress((100 * part.index) / total, `${part.run.skillName}: ${part.step}`);
        await runPart(job, part);
      }
      return { executionIds: job.payload.runs.map(({ executionId }) => executionId) };
    },
    retry: (error) => (isChanged(error) ? 0 : undefined),
    async failed(trx, job) {
      for (const { run, handler } of partsOf(job.payload)) await handler.failed?.(trx, { ...job, payload: run });
    },
  });

  return { inImages: handlerFor(false), inAi: handlerFor(true) };
}
