import { type PublicAssetListItem, type PublicAssetPage, type PublicAssetQuery, unwrap } from '@nekohub/client';
import { type InfiniteData, infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { publicClient } from '../api/clients.ts';

/** What is shown of the public pictures, and in which order. */
export type PublicAssetFilter = Omit<PublicAssetQuery, 'page' | 'pageSize' | 'cursor'>;

/** Whoever comes back from a picture finds the list as it was. */
const FRESH_MS = 60_000;
const PAGE_SIZE = 60;

export const publicAssetKeys = {
  all: ['public-assets'],
  lists: ['public-assets', 'list'],
  one: (id: string) => ['public-assets', 'one', id],
} as const;

/** Pages in a row, of which `firstPage` is asked for first. */
export const publicAssetsQuery = (filter: PublicAssetFilter, firstPage: number) =>
  infiniteQueryOptions({
    queryKey: [...publicAssetKeys.lists, filter],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        publicClient.api.GET('/api/v1/public/assets', {
          params: { query: { ...filter, page: pageParam, pageSize: PAGE_SIZE } },
          signal,
        }),
      ),
    initialPageParam: firstPage,
    getNextPageParam: ({ page, pageSize, total }: PublicAssetPage) => (page * pageSize < total ? page + 1 : undefined),
    getPreviousPageParam: ({ page }: PublicAssetPage) => (page > 1 ? page - 1 : undefined),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });

export interface ListedPicture {
  asset: PublicAssetListItem;
  /** The page of the list that it is on. */
  page: number;
}

/** The pictures of the loaded pages in their order. One that came in meanwhile pushes another onto two pages: it counts once. */
export const picturesOf = (data: InfiniteData<PublicAssetPage>): ListedPicture[] => {
  const pictures = new Map<string, ListedPicture>();
  for (const { page, items } of data.pages) {
    for (const asset of items) if (!pictures.has(asset.id)) pictures.set(asset.id, { asset, page });
  }
  return [...pictures.values()];
};

export const publicAssetQuery = (id: string) =>
  queryOptions({
    queryKey: publicAssetKeys.one(id),
    queryFn: ({ signal }) =>
      unwrap(publicClient.api.GET('/api/v1/public/assets/{id}', { params: { path: { id } }, signal })),
  });
