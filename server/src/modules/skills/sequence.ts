import type { Transaction } from 'kysely';
import Type, { type Static } from 'typebox';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { Id } from '../../core/schema.ts';
import type { Tables } from '../../db/tables.ts';
import { defineJobKind, type JobHandler, type RunningJob } from '../../jobs/kinds.ts';
import { isPermanent, toldOf } from '../../jobs/retries.ts';
import type { Pictures } from '../assets/service.ts';
import { SKILLS, type StepName } from './catalogue.ts';
import { type Run, RunSchema } from './run.ts';

const SequenceSchema = Type.Object({ assetId: Id, runs: Type.Array(RunSchema, { minItems: 1 }) });
type Sequence = Static<typeof SequenceSchema>;

const payload = SequenceSchema;
/** Several skills on one asset, one after the other. */
export const SEQUENCE = defineJobKind({ name: 'asset.sequence', lane: 'images', payload });
/** The same job while it asks a model: a slow one holds up no picture. */
export const SEQUENCE_AI = defineJobKind({ name: 'asset.sequence_ai', lane: 'ai', payload });

export interface SequenceOptions {
  readonly pictures: Pick<Pictures, 'find' | 'findExecution' | 'record'>;
  readonly enrichment: JobHandler<Run>;
  readonly caption: JobHandler<Run>;
  readonly rewriting: JobHandler<Run>;
}

interface Part {
  readonly run: Run;
  readonly step: StepName;
  readonly handler: JobHandler<Run>;
  readonly inAi: boolean;
}

/**
 * Runs skills in order. Each step is written down as it ends, under an id chosen before, so that another try goes on
 * with the first that is not. A step that fails does not keep the next from being done.
 */
export function createSequence({ pictures, enrichment, caption, rewriting }: SequenceOptions) {
  const handlerOf = (step: StepName) =>
    step === 'generate_thumbnail' ? enrichment : step === 'generate_basic_caption' ? caption : rewriting;

  const partsOf = ({ runs }: Sequence): Part[] =>
    runs.flatMap((run) =>
      SKILLS[run.skillName].steps.map((step) => ({
        run,
        step,
        handler: handlerOf(step),
        inAi: step === 'generate_basic_caption',
      })),
    );

  const isRecorded = async ({ run, step }: Part, trx?: Transaction<Tables>): Promise<boolean> => {
    const execution = await pictures.findExecution(run.executionId, trx);
    return execution?.steps.some(({ stepName }) => stepName === step) ?? false;
  };

  const runPart = async (job: RunningJob<Sequence>, { run, handler }: Part): Promise<void> => {
    const part = {
      ...job,
      payload: run,
      complete: (write: Parameters<RunningJob<Run>['complete']>[0]) =>
        job.checkpoint(async (trx) => {
          await write(trx);
        }),
    };
    try {
      await handler.run(part);
    } catch (error) {
      if (job.signal.aborted) throw error;
      const rule = handler.retry?.(error, job.attempt, run);
      const isFinal = job.isLastAttempt || rule === 'never' || (rule === undefined && isPermanent(error));
      if (!isFinal) throw error;
      await job.checkpoint(async (trx) => handler.failed?.(trx, { ...part, error: toldOf(error) }));
    }
  };

  const handlerFor = (inAi: boolean): JobHandler<Sequence> => ({
    async run(job) {
      const parts = partsOf(job.payload);
      for (const [index, part] of parts.entries()) {
        if (await isRecorded(part)) continue;
        if (!(await pictures.find(job.payload.assetId as AssetId))) return null;
        if (part.inAi !== inAi) {
          await job.goOnAs(part.inAi ? SEQUENCE_AI : SEQUENCE);
          return undefined;
        }
        await job.progress((100 * index) / parts.length, `${part.run.skillName}: ${part.step}`);
        await runPart(job, part);
      }
      return { executionIds: job.payload.runs.map(({ executionId }) => executionId) };
    },
    // As each skill has it: what is the original now is not changed again so soon.
    retry: (error) => (error instanceof AppError && error.code === 'asset_changed' ? 0 : undefined),
    async failed(trx, job) {
      for (const part of partsOf(job.payload)) {
        if (await isRecorded(part, trx)) continue;
        await part.handler.failed?.(trx, { ...job, payload: part.run });
      }
    },
  });

  return { inImages: handlerFor(false), inAi: handlerFor(true) };
}
