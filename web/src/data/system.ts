import { unwrap } from '@nekohub/client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { publicClient } from '../api/clients.ts';
import { client } from '../api/session.ts';

export const warningsQuery = queryOptions({
  queryKey: ['system', 'warnings'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/system/warnings', { signal })),
  staleTime: 5 * 60_000,
});

/** What the server was started with. */
export const settingsQuery = queryOptions({
  queryKey: ['system', 'settings'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/system/settings', { signal })),
  staleTime: 5 * 60_000,
});

/** Facts a page needs before anybody is signed in: limits, accepted types, whether setup is still to be done. */
export const bootstrapQuery = queryOptions({
  queryKey: ['system', 'bootstrap'],
  queryFn: ({ signal }) => unwrap(publicClient.api.GET('/api/v1/system/bootstrap', { signal })),
  staleTime: 5 * 60_000,
});

/** Whether to show the way to the public gallery; until the server has said so, it is taken to be there. */
export const useHasGallery = (): boolean => useQuery(bootstrapQuery).data?.galleryEnabled ?? true;
