import type { Execution, Job, WorkflowRun } from '@nekohub/client';

/** How far a skill of a running workflow is. Skipped is what was cancelled before its turn. */
export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface RunStep {
  skillName: string;
  state: RunState;
  /** The steps of it that failed. */
  faults: readonly Execution['steps'][number][];
}

export const isOver = ({ status }: Pick<Job, 'status'>): boolean => status !== 'queued' && status !== 'running';

/** The skills of a workflow in order, as its job and the executions of the asset tell how far they are. */
export const runSteps = (
  { skillIds, executionIds }: Pick<WorkflowRun, 'skillIds' | 'executionIds'>,
  job: Pick<Job, 'status' | 'progressStep'>,
  executions: readonly Pick<Execution, 'executionId' | 'skillName' | 'succeeded' | 'steps'>[],
): RunStep[] => {
  const found = executionIds.map((id) => executions.find(({ executionId }) => executionId === id));
  const last = found.findLastIndex((execution) => execution !== undefined);
  // A skill with several steps is recorded when the first of them is done.
  const isInLast = !isOver(job) && job.progressStep?.startsWith(`${found[last]?.skillName}:`) === true;
  const current = isInLast ? last : last + 1;
  return skillIds.map((skillId, index): RunStep => {
    const execution = found[index];
    const skillName = execution?.skillName ?? skillId.trim().toLowerCase();
    const faults = (execution?.steps ?? []).filter(({ succeeded }) => !succeeded);
    return { skillName, faults, state: stateOf(execution, index, current, job) };
  });
};

const stateOf = (
  execution: Pick<Execution, 'succeeded'> | undefined,
  index: number,
  current: number,
  job: Pick<Job, 'status'>,
): RunState => {
  if (execution !== undefined && index < (isOver(job) ? Number.POSITIVE_INFINITY : current)) {
    return execution.succeeded ? 'done' : 'failed';
  }
  if (isOver(job)) return 'skipped';
  return index === current && job.status === 'running' ? 'running' : 'waiting';
};
