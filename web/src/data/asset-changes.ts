import { type AssetPatch, unwrap } from '@nekohub/client';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from '../api/session.ts';
import { assetKeys } from './assets.ts';
import { inTurns } from './in-turns.ts';

const PARALLEL_CHANGES = 4;

const patchAsset = (id: string, body: AssetPatch) =>
  unwrap(client.api.PATCH('/api/v1/assets/{id}', { params: { path: { id } }, body }));

const refetchLists = (queryClient: QueryClient) =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: assetKeys.lists }),
    queryClient.invalidateQueries({ queryKey: ['public-assets'] }),
  ]);

export const usePatchAsset = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AssetPatch) => patchAsset(id, body),
    onSuccess: (asset) => {
      queryClient.setQueryData(assetKeys.one(id), asset);
      void refetchLists(queryClient);
    },
  });
};

export interface BulkOutcome {
  changed: number;
  failed: number;
  reason: Error | null;
}

/** Changes the visibility of many assets, a few at a time, and says how many it could not change. */
export const useSetVisibility = (onProgress: (done: number) => void) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ ids, isPublic }: { ids: readonly string[]; isPublic: boolean }): Promise<BulkOutcome> => {
      const outcome: BulkOutcome = { changed: 0, failed: 0, reason: null };
      await inTurns(ids, PARALLEL_CHANGES, async (id) => {
        try {
          await patchAsset(id, { isPublic });
          outcome.changed += 1;
        } catch (error) {
          outcome.failed += 1;
          outcome.reason = error instanceof Error ? error : new Error(String(error));
        }
        onProgress(outcome.changed + outcome.failed);
      });
      return outcome;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: assetKeys.all }),
  });
};

export const useDeleteAssets = () => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly string[]) =>
      unwrap(client.api.POST('/api/v1/assets/batch-delete', { body: { ids: [...ids] } })),
    onSuccess: () => refetchLists(queryClient),
  });
};

export const useDeleteAsset = (id: string) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(client.api.DELETE('/api/v1/assets/{id}', { params: { path: { id } }, body: {} })),
    onSuccess: () => refetchLists(queryClient),
  });
};
