import Type, { type Static } from 'typebox';
import { AppError } from '../../core/errors.ts';
import { Id, Word } from '../../core/schema.ts';
import type { JobHandler, RunningJob } from '../../jobs/kinds.ts';
import type { NewExecution } from '../assets/service.ts';
import { SKILL_NAMES, SKILLS, type StepName } from './catalogue.ts';

/** Stands among the steps of a run that takes the place of an auto-run workflow. */
const WORKFLOW_STEP = 'auto_run_workflow';

/** One run of a skill on an asset, as its jobs carry it. */
export const RunSchema = Type.Object({
  assetId: Id,
  /** Chosen when the run is queued, so that doing a job again does not make a second execution. */
  executionId: Id,
  skillName: Word(SKILL_NAMES),
  trigger: Word(['upload', 'manual']),
  /** As they were given. */
  parameters: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** Why this is done and not what the auto-run workflow says. */
  insteadOfWorkflow: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
});

export type Run = Static<typeof RunSchema>;

/** Does a step of a run: as a job of its own, or as a part of one that does several. */
export interface RunHandler extends JobHandler<Run> {
  run(job: Omit<RunningJob<Run>, 'checkpoint' | 'goOnAs'>): ReturnType<JobHandler<Run>['run']>;
}

export type StepOutcome = NewExecution['steps'][number];

export const outcomeOf = (
  name: StepName,
  startedAt: number,
  completedAt: number,
  error: StepOutcome['error'] = null,
): StepOutcome => ({ name, startedAt, completedAt, error });

export const executionOf = (run: Run, steps: readonly StepOutcome[]): NewExecution => ({
  id: run.executionId,
  skillName: run.skillName,
  trigger: run.trigger,
  parametersJson: run.parameters ? JSON.stringify(run.parameters) : null,
  steps: [...withoutWorkflow(run, steps), ...steps],
});

/** The step that did not come about, so that the asset tells of it; with the skill's first step, not again with others. */
function withoutWorkflow({ insteadOfWorkflow, skillName }: Run, [first]: readonly StepOutcome[]): StepOutcome[] {
  if (insteadOfWorkflow === undefined || first?.name !== SKILLS[skillName].steps[0]) return [];
  const { startedAt } = first;
  return [{ name: WORKFLOW_STEP, startedAt, completedAt: startedAt, error: insteadOfWorkflow }];
}

/** Whoever asked for a run himself sees what is wrong with it and decides. */
export function retryOfRun(error: unknown, _attempt: number, { trigger }: Run): 'never' | 0 | undefined {
  if (trigger === 'manual') return 'never';
  return isChanged(error) ? 0 : undefined;
}

/** Whether the original was replaced meanwhile. What it is now is not changed again so soon. */
export const isChanged = (error: unknown): boolean => error instanceof AppError && error.code === 'asset_changed';
