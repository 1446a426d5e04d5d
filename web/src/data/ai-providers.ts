import { unwrap } from '@nekohub/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

export const aiProvidersKey = ['ai-providers'] as const;

/** All of them, the active one first. */
export const aiProvidersQuery = queryOptions({
  queryKey: aiProvidersKey,
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/system/ai/providers', { signal })),
});
