import { unwrap } from '@nekohub/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../api/session.ts';

export const storageProfilesKey = ['storage-profiles'] as const;

/** All of them, the default one first, and where uploads go. */
export const storageOverviewQuery = queryOptions({
  queryKey: storageProfilesKey,
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/system/storage/providers', { signal })),
});

/** Where an upload can go, for whoever may upload. */
export const storageTargetsQuery = queryOptions({
  queryKey: [...storageProfilesKey, 'targets'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/assets/storage-targets', { signal })),
});
