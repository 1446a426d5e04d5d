import { type StorageCheckOptions, unwrap } from '@nekohub/client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';

const FOLLOW_MS = 1000;

/** The latest comparison of the database with the stores, asked again until it is over; null when there was none. */
export const storageCheckQuery = queryOptions({
  queryKey: ['storage-check'],
  queryFn: ({ signal }) => unwrap(client.api.GET('/api/v1/system/doctor', { signal })),
  refetchInterval: ({ state: { data } }) =>
    data?.status === 'queued' || data?.status === 'running' ? FOLLOW_MS : false,
});

/** Queues a comparison, which repairs if it is told to. */
export const useStartStorageCheck = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: StorageCheckOptions) => unwrap(client.api.POST('/api/v1/system/doctor', { body })),
    onSuccess: () => queryClient.invalidateQueries(storageCheckQuery),
  });
};
