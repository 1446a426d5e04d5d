import type { JobId } from '../../../core/ids.ts';
import { shortJob } from '../jobs.ts';
import { IdInput } from '../schema.ts';
import { defineTool, idArgument, LOOKS } from '../tool.ts';

export const getJob = defineTool({
  name: 'get_job',
  title: 'Get Job',
  description: 'How far a job is; ask again while it is queued or running.',
  permission: 'assets.read',
  inputSchema: IdInput,
  annotations: LOOKS,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: async ({ jobs, grant }, { id }) => shortJob(await jobs.get(grant, idArgument<JobId>(id, 'id'))),
});
