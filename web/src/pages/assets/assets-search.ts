import type { AssetQuery } from '@nekohub/client';
import { type Days, dayOf, endOf, startOf } from '../../app/days.ts';
import { nonEmptyText, oneOf, positiveInteger } from '../../app/search-params.ts';

const views = ['grid', 'table'] as const;
export const orders = ['newest', 'oldest', 'largest', 'smallest'] as const;
export const visibilities = ['public', 'private'] as const;
export const statuses = ['pending', 'ready', 'failed'] as const;
export const altTexts = ['missing', 'present'] as const;

export type View = (typeof views)[number];
export type Order = (typeof orders)[number];

/** How many are loaded at a time, unless the server gives fewer. */
const BLOCK_SIZE = 100;
/** What older links have when they name no page size. */
const FORMER_PAGE_SIZE = 50;

/** What narrows the list down. */
interface Filters extends Days {
  query?: string | undefined;
  contentType?: string | undefined;
  visibility?: (typeof visibilities)[number] | undefined;
  status?: (typeof statuses)[number] | undefined;
  /** The id of a storage profile. */
  storage?: string | undefined;
  altText?: (typeof altTexts)[number] | undefined;
}

/** What the address of the list says. Whatever is absent is the default. */
export interface AssetsSearch extends Filters {
  /** The number of the asset on top, from 1. */
  at?: number | undefined;
  order?: Order | undefined;
  view?: View | undefined;
}

const filtersOf = (search: Record<string, unknown>): Filters => ({
  // `keyword` is how older links name it.
  query: nonEmptyText(search.query) ?? nonEmptyText(search.keyword),
  contentType: nonEmptyText(search.contentType),
  visibility: oneOf(visibilities, search.visibility),
  status: oneOf(statuses, search.status),
  storage: idOf(search.storage),
  from: dayOf(search.from),
  to: dayOf(search.to),
  altText: oneOf(altTexts, search.altText),
});

/** The server refuses what is no id. */
const idOf = (value: unknown): string | undefined => {
  const text = nonEmptyText(value)?.toLowerCase();
  return text !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : undefined;
};

export const validateAssetsSearch = (search: Record<string, unknown>): AssetsSearch => ({
  at: positiveInteger(search.at) ?? topOf(positiveInteger(search.page), positiveInteger(search.pageSize)),
  ...filtersOf(search),
  order: oneOf(orders, search.order),
  view: oneOf(views, search.view),
});

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
  previews: true,
  ...orderParameters[search.order ?? 'newest'],
  ...(search.query === undefined ? {} : { query: search.query }),
  ...(search.contentType === undefined ? {} : { contentType: search.contentType }),
  ...(search.status === undefined ? {} : { status: search.status }),
  ...(search.visibility === undefined ? {} : { isPublic: String(search.visibility === 'public') }),
  ...(search.storage === undefined ? {} : { storageProviderProfileId: search.storage }),
  ...(search.from === undefined ? {} : { createdFrom: startOf(search.from) }),
  ...(search.to === undefined ? {} : { createdTo: endOf(search.to) }),
  ...(search.altText === undefined ? {} : { hasAltText: search.altText === 'present' }),
});

/** Whatever filters there are, taken off. */
export const NO_FILTERS: Filters = filtersOf({});

export const isFiltered = (search: AssetsSearch): boolean => filterKey(search) !== filterKey({});

/** The same list without its filters: order and view stay. */
export const withoutFilters = ({ order, view }: AssetsSearch): AssetsSearch => ({ order, view });

/** What the list shows, wherever one is in it. */
export const withoutPlace = ({ at: _at, ...shown }: AssetsSearch): AssetsSearch => shown;

/** Stands for which assets a list shows, in whatever order and view. */
export const filterKey = (search: AssetsSearch): string => JSON.stringify(Object.values(filtersOf({ ...search })));
