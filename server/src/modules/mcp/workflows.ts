import Type from 'typebox';
import { Exactly, OrNull, Uuid } from './schema.ts';

export const WorkflowView = Exactly({
  id: Uuid,
  name: Type.String(),
  description: OrNull(Type.String()),
  isAutoRun: Type.Boolean(),
  graphJson: Type.String(),
});

/** A skill of a workflow, as agents name it. */
export const WorkflowStep = Exactly({
  skillName: Type.String(),
  parameters: Type.Optional(Type.Object({}, { additionalProperties: true })),
});

interface Step {
  readonly skillName: string;
  readonly parameters?: object;
}

const STEP_WIDTH = 220;

/** Skills in a row, as the console's editor draws them: a node each, and edges in this order. */
export function graphOf(steps: readonly Step[]): string {
  const nodes = steps.map(({ skillName, parameters = {} }, index) => ({
    id: `step-${index + 1}`,
    position: { x: index * STEP_WIDTH, y: 0 },
    data: { skillId: skillName, parameters },
  }));
  const edges = nodes
    .slice(1)
    .map(({ id }, index) => ({ id: `edge-${index + 1}`, source: `step-${index + 1}`, target: id }));
  return JSON.stringify({ nodes, edges });
}
