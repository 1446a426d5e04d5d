import Type from 'typebox';
import { Exactly } from '../schema.ts';
import { defineTool } from '../tool.ts';
import { graphOf, WorkflowStep, WorkflowView } from '../workflows.ts';

export const createWorkflow = defineTool({
  name: 'create_workflow',
  title: 'Create Workflow',
  description: 'Makes a workflow of skills (list_skills names them). isAutoRun: for every upload from now on.',
  permission: 'settings.update',
  inputSchema: Exactly({
    name: Type.String({ minLength: 1 }),
    description: Type.Optional(Type.String()),
    isAutoRun: Type.Optional(Type.Boolean()),
    steps: Type.Array(WorkflowStep, { minItems: 1, maxItems: 50 }),
  }),
  outputSchema: WorkflowView,
  // With isAutoRun it takes the place of another.
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  argumentCodes: { name: 'workflow_profile_name_required' },
  handle: ({ workflows, grant }, { steps, ...input }) =>
    workflows.create(grant, { ...input, graphJson: graphOf(steps) }),
});
