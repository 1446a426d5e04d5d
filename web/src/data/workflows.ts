import { unwrap } from '@nekohub/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

export const workflowsKey = ['workflows'] as const;

/** All of them, the one for every upload first. */
export const workflowsQuery = queryOptions({
  queryKey: workflowsKey,
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/system/workflows', { signal })),
});

/** Those that can run on assets, for whoever may change these. */
export const runnableWorkflowsQuery = queryOptions({
  queryKey: [...workflowsKey, 'runnable'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets/workflows', { signal })),
});
