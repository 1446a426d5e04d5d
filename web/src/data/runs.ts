import { type Asset, unwrap } from '@nekohub/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';

const RUNS_AT_ONCE = 20;

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
