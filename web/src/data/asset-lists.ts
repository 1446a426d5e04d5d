import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { assetKeys } from './assets.ts';
import { publicAssetKeys } from './public-assets.ts';

const refetch = (queryClient: QueryClient, keys: readonly (readonly string[])[]): Promise<unknown> =>
  Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));

/** What lists say of an asset has changed: those of the console and of the gallery are asked for again. */
export const refetchAssetLists = (queryClient: QueryClient) =>
  refetch(queryClient, [assetKeys.lists, publicAssetKeys.all]);

/** The same, and all that is known of single assets. */
export const refetchAssets = (queryClient: QueryClient) => refetch(queryClient, [assetKeys.all, publicAssetKeys.all]);

export const useRefetchAssetLists = () => {
  const queryClient = useQueryClient();
  return () => refetchAssetLists(queryClient);
};
