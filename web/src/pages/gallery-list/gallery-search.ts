import type { QueryClient } from '@tanstack/react-query';
import { nonEmptyText, oneOf, positiveInteger } from '../../app/search-params.ts';
import { type PublicAssetFilter, publicAssetsQuery } from '../../data/public-assets.ts';

export const contentTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;
export const orientations = ['landscape', 'portrait', 'square'] as const;
export const orders = ['newest', 'oldest', 'largest', 'smallest'] as const;

/** What the address of the gallery says. Whatever is absent is the default. */
export interface GallerySearch {
  page?: number | undefined;
  query?: string | undefined;
  contentType?: (typeof contentTypes)[number] | undefined;
  orientation?: (typeof orientations)[number] | undefined;
  order?: (typeof orders)[number] | undefined;
}

export const validateGallerySearch = (search: Record<string, unknown>): GallerySearch => {
  const page = positiveInteger(search.page);
  const order = oneOf(orders, search.order);
  return {
    page: page === 1 ? undefined : page,
    query: nonEmptyText(search.query),
    contentType: oneOf(contentTypes, search.contentType),
    orientation: oneOf(orientations, search.orientation),
    order: order === 'newest' ? undefined : order,
  };
};

const orderParameters = {
  newest: {},
  oldest: { orderDirection: 'asc' },
  largest: { orderBy: 'size' },
  smallest: { orderBy: 'size', orderDirection: 'asc' },
} as const satisfies Record<(typeof orders)[number], PublicAssetFilter>;

export const toFilter = ({ query, contentType, orientation, order = 'newest' }: GallerySearch): PublicAssetFilter => ({
  ...orderParameters[order],
  ...(query === undefined ? {} : { query }),
  ...(contentType === undefined ? {} : { contentType }),
  ...(orientation === undefined ? {} : { orientation }),
});

export const isFiltered = ({ query, contentType, orientation }: GallerySearch): boolean =>
  [query, contentType, orientation].some((value) => value !== undefined);

/** The address of a page of the same list. */
export const onPage = (search: GallerySearch, page: number): GallerySearch => ({
  ...search,
  page: page === 1 ? undefined : page,
});

/** What the list shows, whichever page of it is looked at. */
export const withoutPage = ({ page: _page, ...shown }: GallerySearch): GallerySearch => shown;

export const galleryListQuery = (search: GallerySearch) => publicAssetsQuery(toFilter(search), search.page ?? 1);

/** Has the list that an address names. Loaded pages stay as long as the address is one of them; else it begins anew there. */
export const loadGallery = (queryClient: QueryClient, search: GallerySearch): void => {
  const query = galleryListQuery(search);
  const loaded = queryClient.getQueryData(query.queryKey);
  if (loaded !== undefined && !loaded.pageParams.includes(search.page ?? 1)) {
    queryClient.removeQueries({ queryKey: query.queryKey, exact: true });
  }
  void queryClient.prefetchInfiniteQuery(query);
};
