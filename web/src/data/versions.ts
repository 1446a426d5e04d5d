import { type AssetVersion, unwrap } from '@nekohub/client';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { refetchAssets } from './asset-lists.ts';
import { assetKeys, FROM_HERE } from './assets.ts';

/** Former originals, the last first. Asked again when the original, known by its storage key, is another. */
export const versionsQuery = ({ id, storageKey }: { id: string; storageKey: string }) =>
  queryOptions({
    queryKey: [...assetKeys.one(id), 'versions', storageKey],
    queryFn: ({ signal }) =>
      unwrap(client.api.GET('/api/v1/assets/{id}/versions', { params: { path: { id } }, signal })),
  });

/** The bytes of a former original. */
const fetchVersionContent = (id: string, number: number, signal: AbortSignal): Promise<Blob> =>
  unwrap(
    client.api.GET('/api/v1/assets/{id}/versions/{number}/content', {
      params: { path: { id, number: String(number) }, query: FROM_HERE },
      parseAs: 'blob',
      signal,
    }),
  );

/** Not kept once nobody looks at it: originals are large. */
export const versionContentQuery = (
  id: string,
  { number, checksumSha256 }: Pick<AssetVersion, 'number' | 'checksumSha256'>,
) =>
  queryOptions({
    queryKey: [...assetKeys.one(id), 'version-content', number, checksumSha256],
    queryFn: ({ signal }) => fetchVersionContent(id, number, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const useRestoreVersion = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      unwrap(
        client.api.POST('/api/v1/assets/{id}/versions/{number}/restore', {
          params: { path: { id, number: String(version) } },
        }),
      ),
    onSuccess: () => refetchAssets(queryClient),
  });
};
