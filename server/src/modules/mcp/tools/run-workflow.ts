import Type from 'typebox';
import type { AssetId, WorkflowId } from '../../../core/ids.ts';
import { Exactly, Uuid } from '../schema.ts';
import { defineTool, idArgument, PROCESSES } from '../tool.ts';

export const runWorkflow = defineTool({
  name: 'run_workflow',
  title: 'Run Workflow',
  description: 'Does the skills of a workflow with a picture. Follow the job with get_job.',
  permission: 'assets.update',
  inputSchema: Exactly({ assetId: Uuid, workflowId: Uuid }),
  outputSchema: Exactly({ assetId: Uuid, workflowId: Uuid, skillIds: Type.Array(Type.String()), jobId: Uuid }),
  annotations: PROCESSES,
  argumentCodes: { assetId: 'tool_argument_invalid', workflowId: 'tool_argument_invalid' },
  handle: ({ workflows, grant }, { assetId, workflowId }) =>
    workflows.run(grant, idArgument<AssetId>(assetId, 'assetId'), idArgument<WorkflowId>(workflowId, 'workflowId')),
});
