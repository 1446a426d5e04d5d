import type { AssetQuery } from '@nekohub/client';
import { nonEmptyText, oneOf, positiveInteger } from '../../app/search-params.ts';

const views = ['grid', 'table'] as const;
export const orders = ['newest', 'oldest', 'largest', 'smallest'] as const;
export const visibilities = ['public', 'private'] as const;
export const statuses = ['pending', 'ready', 'failed'] as const;
export const pageSizes = [20, 50, 100] as const;

export type View = (typeof views)[number];
export type Order = (typeof orders)[number];

const DEFAULT_PAGE_SIZE = 50;

/** What the address of the list says. Whatever is absent is the default. */
export interface AssetsSearch {
  page?: number | undefined;
  pageSize?: number | undefined;
  query?: string | undefined;
  contentType?: string | undefined;
  visibility?: (typeof visibilities)[number] | undefined;
  status?: (typeof statuses)[number] | undefined;
  order?: Order | undefined;
  view?: View | undefined;
}

export const validateAssetsSearch = (search: Record<string, unknown>): AssetsSearch => {
  const pageSize = positiveInteger(search.pageSize);
  return {
    page: positiveInteger(search.page),
    pageSize: pageSizes.find((size) => size === pageSize),
    // `keyword` is how older links name it.
    query: nonEmptyText(search.query) ?? nonEmptyText(search.keyword),
    contentType: nonEmptyText(search.contentType),
    visibility: oneOf(visibilities, search.visibility),
    status: oneOf(statuses, search.status),
    order: oneOf(orders, search.order),
    view: oneOf(views, search.view),
  };
};

const orderParameters = {
  newest: { orderBy: 'createdAt', orderDirection: 'desc' },
  oldest: { orderBy: 'createdAt', orderDirection: 'asc' },
  largest: { orderBy: 'size', orderDirection: 'desc' },
  smallest: { orderBy: 'size', orderDirection: 'asc' },
} as const satisfies Record<Order, AssetQuery>;

export const toAssetQuery = (search: AssetsSearch): AssetQuery => ({
  page: search.page ?? 1,
  pageSize: search.pageSize ?? DEFAULT_PAGE_SIZE,
  ...orderParameters[search.order ?? 'newest'],
  ...(search.query === undefined ? {} : { query: search.query }),
  ...(search.contentType === undefined ? {} : { contentType: search.contentType }),
  ...(search.status === undefined ? {} : { status: search.status }),
  ...(search.visibility === undefined ? {} : { isPublic: String(search.visibility === 'public') }),
});

export const isFiltered = ({ query, contentType, visibility, status }: AssetsSearch): boolean =>
  [query, contentType, visibility, status].some((value) => value !== undefined);

/** The same list without its filters: order, view and page size stay. */
export const withoutFilters = ({ order, view, pageSize }: AssetsSearch): AssetsSearch => ({ order, view, pageSize });

/** Stands for which assets a list shows, in whatever order and view. */
export const filterKey = ({ query, contentType, visibility, status }: AssetsSearch): string =>
  JSON.stringify([query, contentType, visibility, status]);
