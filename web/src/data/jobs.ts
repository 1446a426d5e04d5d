import { type JobQuery, unwrap } from '@nekohub/client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';

/** How often one who watches jobs sees what has become of them. */
const FOLLOW_MS = 10_000;
const JOBS_AT_ONCE = 50;
/** How often one who does something else is told what has failed. */
const NOTICE_MS = 60_000;

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

/** What failed lately, for whoever is on another page. */
export const failedJobsQuery = queryOptions({
  queryKey: [...jobKeys.all, 'failed'],
  queryFn: ({ signal }) =>
    unwrap(client.api.GET('/api/v1/jobs', { params: { query: { status: 'failed', pageSize: JOBS_AT_ONCE } }, signal })),
  refetchInterval: NOTICE_MS,
});

/** Jobs in a state, the latest first; each further page holds older ones. */
export const jobPagesQuery = (status: JobQuery['status']) =>
  infiniteQueryOptions({
    queryKey: [...jobKeys.all, 'pages', status ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        pageSize: JOBS_AT_ONCE,
        ...(status === undefined ? {} : { status }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return unwrap(client.api.GET('/api/v1/jobs', { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Whoever has loaded more reads: all pages would be asked for anew each time.
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.pages.length > 1 ? false : FOLLOW_MS),
  });

const useSteerJob = (action: 'retry' | 'cancel') => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(client.api.POST(`/api/v1/jobs/{id}/${action}`, { params: { path: { id } } })),
    onSettled: () =>
      Promise.all([jobKeys.all, assetKeys.all].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
};

export const useRetryJob = () => useSteerJob('retry');
export const useCancelJob = () => useSteerJob('cancel');
