import type { AssetQuery } from '@nekohub/client';
import { nonEmptyText, oneOf, positiveInteger } from '../../app/search-params.ts';

const views = ['grid', 'table'] as const;
export const orders = ['newest', 'oldest', 'largest', 'smallest'] as const;
export const visibilities = ['public', 'private'] as const;
export const statuses = ['pending', 'ready', 'failed'] as const;

export type View = (typeof views)[number];
export type Order = (typeof orders)[number];

/** How many are loaded at a time, unless the server gives fewer. */
const BLOCK_SIZE = 100;
/** What older links have when they name no page size. */
const FORMER_PAGE_SIZE = 50;

/** What the address of the list says. Whatever is absent is the default. */
export interface AssetsSearch {
  /** The number of the asset on top, from 1. */
  at?: number | undefined;
  query?: string | undefined;
  contentType?: string | undefined;
  visibility?: (typeof visibilities)[number] | undefined;
  status?: (typeof statuses)[number] | undefined;
  order?: Order | undefined;
  view?: View | undefined;
}

export const validateAssetsSearch = (search: Record<string, unknown>): AssetsSearch => {
  return {
    at: positiveInteger(search.at) ?? topOf(positiveInteger(search.page), positiveInteger(search.pageSize)),
    // `keyword` is how older links name it.
    query: nonEmptyText(search.query) ?? nonEmptyText(search.keyword),
    contentType: nonEmptyText(search.contentType),
    visibility: oneOf(visibilities, search.visibility),
    status: oneOf(statuses, search.status),
    order: oneOf(orders, search.order),
    view: oneOf(views, search.view),
  };
};

/** Where a page begins that an older link names. */
const topOf = (page: number | undefined, pageSize = FORMER_PAGE_SIZE): number | undefined =>
  page === undefined || page === 1 ? undefined : (page - 1) * pageSize + 1;

const orderParameters = {
  newest: { orderBy: 'createdAt', orderDirection: 'desc' },
  oldest: { orderBy: 'createdAt', orderDirection: 'asc' },
  largest: { orderBy: 'size', orderDirection: 'desc' },
  smallest: { orderBy: 'size', orderDirection: 'asc' },
} as const satisfies Record<Order, AssetQuery>;

/** The first part of the list. */
export const toAssetQuery = (search: AssetsSearch): AssetQuery => ({
  page: 1,
  pageSize: BLOCK_SIZE,
  ...orderParameters[search.order ?? 'newest'],
  ...(search.query === undefined ? {} : { query: search.query }),
  ...(search.contentType === undefined ? {} : { contentType: search.contentType }),
  ...(search.status === undefined ? {} : { status: search.status }),
  ...(search.visibility === undefined ? {} : { isPublic: String(search.visibility === 'public') }),
});

export const isFiltered = ({ query, contentType, visibility, status }: AssetsSearch): boolean =>
  [query, contentType, visibility, status].some((value) => value !== undefined);

/** The same list without its filters: order and view stay. */
export const withoutFilters = ({ order, view }: AssetsSearch): AssetsSearch => ({ order, view });

/** Stands for which assets a list shows, in whatever order and view. */
export const filterKey = ({ query, contentType, visibility, status }: AssetsSearch): string =>
  JSON.stringify([query, contentType, visibility, status]);
