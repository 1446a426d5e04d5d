import Type from 'typebox';
import { Exactly } from '../schema.ts';
import { defineTool, READS } from '../tool.ts';
import { WorkflowView } from '../workflows.ts';

export const listWorkflows = defineTool({
  name: 'list_workflows',
  title: 'List Workflows',
  description: 'Skills in order that run_workflow does; the one with isAutoRun is done for every upload.',
  permission: 'settings.read',
  inputSchema: Exactly({}),
  outputSchema: Exactly({ workflows: Type.Array(WorkflowView) }),
  annotations: READS,
  handle: async ({ workflows, grant }) => ({ workflows: await workflows.list(grant) }),
});
