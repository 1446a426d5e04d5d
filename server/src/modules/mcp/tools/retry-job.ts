import type { JobId } from '../../../core/ids.ts';
import { shortJob } from '../jobs.ts';
import { IdInput } from '../schema.ts';
import { defineTool, idArgument, PROCESSES } from '../tool.ts';

export const retryJob = defineTool({
  name: 'retry_job',
  title: 'Retry Job',
  description: 'Does a failed or cancelled job again.',
  permission: 'assets.update',
  inputSchema: IdInput,
  annotations: PROCESSES,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: async ({ jobs, grant }, { id }) => shortJob(await jobs.retry(grant, idArgument<JobId>(id, 'id'))),
});
