import type { ApiError } from '@nekohub/client';
import type { DraftStep } from './draft.ts';

/** What is wrong with steps: by the id of the step, then by the name of the parameter. */
export type StepFaults = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Of the element of a step's field. */
export const fieldId = (stepId: string, parameter: string): string => `${stepId}-${parameter}`;

/** The step and the parameter that a refusal names: `graphJson.nodes.2.data.parameters.Quality` of what was sent. */
export const refusedPart = (
  { field }: Pick<ApiError, 'field'>,
  sent: readonly Pick<DraftStep, 'id'>[],
): { stepId: string; name: string } | null => {
  const [, index, name] = /^graphJson\.nodes\.(\d+)\.data\.parameters\.(\w+)$/.exec(field ?? '') ?? [];
  const step = sent[Number(index)];
  return step === undefined || name === undefined ? null : { stepId: step.id, name };
};
