import { unwrap } from '@nekohub/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';

/** Numbers and bytes of all assets. Asked again with the lists: whatever changes those changes these. */
export const usageQuery = queryOptions({
  queryKey: [...assetKeys.lists, 'usage'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets/usage-stats', { signal })),
});
