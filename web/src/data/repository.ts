import { type RepositoryFile, type RepositoryQuery, unwrap } from '@nekohub/client';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { storageProfilesKey } from './storage-profiles.ts';

const BASE = '/api/v1/system/storage/providers/{id}/github-repo';

const keyOf = (id: string) => [...storageProfilesKey, id, 'repository'] as const;

/** One page of a folder in the repository of a storage profile. */
export const repositoryQuery = (id: string, query: RepositoryQuery) =>
  queryOptions({
    queryKey: [...keyOf(id), query],
    queryFn: ({ signal }) => unwrap(client.api.GET(`${BASE}/browse`, { params: { path: { id }, query }, signal })),
    placeholderData: keepPreviousData,
    // What is wrong with a path or a token stays wrong.
    retry: false,
  });

/** Puts a file there, in one commit. */
export const usePutRepositoryFile = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: RepositoryFile) => unwrap(client.api.POST(`${BASE}/upsert`, { params: { path: { id } }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(id) }),
    gcTime: 0,
  });
};
