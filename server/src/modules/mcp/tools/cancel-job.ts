import type { JobId } from '../../../core/ids.ts';
import { shortJob } from '../jobs.ts';
import { IdInput } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';

export const cancelJob = defineTool({
  name: 'cancel_job',
  title: 'Cancel Job',
  description: 'Stops a job that waits or runs. What is done already stays.',
  permission: 'assets.update',
  inputSchema: IdInput,
  annotations: OVERWRITES,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: async ({ jobs, grant }, { id }) => shortJob(await jobs.cancel(grant, idArgument<JobId>(id, 'id'))),
});
