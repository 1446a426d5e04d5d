import Type from 'typebox';
import type { WorkflowId } from '../../../core/ids.ts';
import { Exactly, IdInput, Uuid } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';

export const deleteWorkflow = defineTool({
  name: 'delete_workflow',
  title: 'Delete Workflow',
  description: 'Deletes a workflow. What it has begun is done to the end.',
  permission: 'settings.update',
  inputSchema: IdInput,
  outputSchema: Exactly({ id: Uuid, status: Type.String() }),
  annotations: OVERWRITES,
  argumentCodes: { id: 'tool_argument_invalid' },
  async handle({ workflows, grant }, args) {
    const id = idArgument<WorkflowId>(args.id, 'id');
    await workflows.delete(grant, id);
    return { id, status: 'deleted' };
  },
});
