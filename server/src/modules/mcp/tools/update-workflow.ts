import Type from 'typebox';
import type { WorkflowId } from '../../../core/ids.ts';
import { Exactly, Uuid } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';
import { graphOf, WorkflowStep, WorkflowView } from '../workflows.ts';

export const updateWorkflow = defineTool({
  name: 'update_workflow',
  title: 'Update Workflow',
  description: 'Replaces a workflow, all of it: without isAutoRun it does not run by itself any more.',
  permission: 'settings.update',
  inputSchema: Exactly({
    id: Uuid,
    name: Type.String({ minLength: 1 }),
    description: Type.Optional(Type.String()),
    isAutoRun: Type.Optional(Type.Boolean()),
    steps: Type.Array(WorkflowStep, { minItems: 1, maxItems: 50 }),
  }),
  outputSchema: WorkflowView,
  annotations: OVERWRITES,
  argumentCodes: { id: 'tool_argument_invalid', name: 'workflow_profile_name_required' },
  handle: ({ workflows, grant }, { id, steps, ...input }) =>
    workflows.replace(grant, idArgument<WorkflowId>(id, 'id'), { ...input, graphJson: graphOf(steps) }),
});
