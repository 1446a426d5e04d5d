import { type AssetPatch, unwrap } from '@nekohub/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { refetchAssetLists } from './asset-lists.ts';
import { assetKeys } from './assets.ts';

const patchAsset = (id: string, body: AssetPatch) =>
  unwrap(client.api.PATCH('/api/v1/assets/{id}', { params: { path: { id } }, body }));

export const usePatchAsset = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AssetPatch) => patchAsset(id, body),
    onSuccess: (asset) => {
      queryClient.setQueryData(assetKeys.one(id), asset);
      void refetchAssetLists(queryClient);
    },
  });
};

export const useDeleteAsset = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    /** With what the history of its store says about it. */
    mutationFn: (commitMessage: string | null) =>
      unwrap(client.api.DELETE('/api/v1/assets/{id}', { params: { path: { id } }, body: { commitMessage } })),
    onSuccess: () => refetchAssetLists(queryClient),
  });
};
