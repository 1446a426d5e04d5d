import { type JobQuery, unwrap } from '@nekohub/client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';

/** How often one who watches jobs sees what has become of them. */
const FOLLOW_MS = 10_000;

const jobKeys = { all: ['jobs'] } as const;

/** How many jobs there are, by lane and state. */
export const jobSummaryQuery = queryOptions({
  queryKey: [...jobKeys.all, 'summary'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/jobs/summary', { signal })),
  refetchInterval: FOLLOW_MS,
});

/** The first page of jobs, the latest first. */
export const jobsQuery = (query: JobQuery) =>
  queryOptions({
    queryKey: [...jobKeys.all, 'list', query],
    queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/jobs', { params: { query }, signal })),
    refetchInterval: FOLLOW_MS,
  });

export const useRetryJob = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(client.api.POST('/api/v1/jobs/{id}/retry', { params: { path: { id } } })),
    onSettled: () =>
      Promise.all([jobKeys.all, assetKeys.all].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
};
