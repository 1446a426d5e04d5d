import { type Asset, unwrap } from '@nekohub/client';
import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';

const RUNS_AT_ONCE = 20;
/** More than the skills of any workflow. */
const RUNS_OF_WORKFLOW = 100;
const FOLLOW_MS = 1000;

/** What can be done with an asset. */
export const skillsQuery = queryOptions({
  queryKey: ['skills'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets/skills', { signal })),
  staleTime: 5 * 60_000,
});

/** What skills did on an asset, the latest first. Asked again when another run has ended. */
export const executionsQuery = ({ id, latestExecutionSummary }: Asset) =>
  infiniteQueryOptions({
    queryKey: [...assetKeys.one(id), 'executions', latestExecutionSummary?.executionId ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = { pageSize: RUNS_AT_ONCE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return unwrap(client.api.GET('/api/v1/assets/{id}/executions', { params: { path: { id }, query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (former) => former,
  });

/** The job of a workflow and what it has done on the asset so far, asked again until it is over. */
export const workflowRunQuery = (id: string, jobId: string | null) =>
  queryOptions({
    queryKey: [...assetKeys.one(id), 'workflow-run', jobId],
    queryFn:
      jobId === null
        ? skipToken
        : async ({ signal }) => {
            // The job first: what it has done is then among the executions.
            const job = await unwrap(client.api.GET('/api/v1/jobs/{id}', { params: { path: { id: jobId } }, signal }));
            const params = { path: { id }, query: { pageSize: RUNS_OF_WORKFLOW } };
            const page = await unwrap(client.api.GET('/api/v1/assets/{id}/executions', { params, signal }));
            return { job, executions: page.items };
          },
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.job.status === 'queued' || data.job.status === 'running' ? FOLLOW_MS : false,
  });
