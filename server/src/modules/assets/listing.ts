import { type ExpressionBuilder, sql } from 'kysely';
import type { StorageProfileId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { assetMatches } from '../../db/dialects.ts';
import { foldText } from '../../db/search-text.ts';
import type { AssetStatus, Tables } from '../../db/tables.ts';
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts';
import {
  ITEM_COLUMNS,
  type ItemRow,
  MATCH_COLUMNS,
  type MatchRow,
  PUBLIC_ITEM_COLUMNS,
  type PublicItemRow,
} from './repo.ts';

export type OrderBy = 'created_at' | 'size';
export type Direction = 'asc' | 'desc';
export type Orientation = 'landscape' | 'portrait' | 'square';

/** What a list shows and in which order. */
export interface Listing {
  readonly query: string | undefined;
  /** A whole type, or a group ending in `/*`. */
  readonly contentType: string | undefined;
  readonly status: AssetStatus | undefined;
  readonly isPublic: boolean | undefined;
  /** Whether an alternative text is there; both when undefined. */
  readonly hasAltText?: boolean | undefined;
  /** Those that this storage profile holds. */
  readonly storageProfileId?: StorageProfileId | undefined;
  /** Milliseconds; both ends included. */
  readonly createdFrom?: number | undefined;
  readonly createdTo?: number | undefined;
  /** Whether to tell the smaller copies of each. */
  readonly previews?: boolean | undefined;
  /** Pictures of this shape; of any when undefined. */
  readonly orientation?: Orientation | undefined;
  readonly orderBy: OrderBy;
  readonly direction: Direction;
  readonly pageSize: number;
  /** Where to begin: a number of rows to pass over, or the last row of the page before. */
  readonly from: { readonly offset: number } | { readonly cursor: string };
}

export interface Listed<Row> {
  readonly rows: Row[];
  readonly total: number;
  readonly nextCursor: string | null;
}

export const listAssets = (db: Db, listing: Listing): Promise<Listed<ItemRow>> =>
  list(db, listing, (query) => query.select(ITEM_COLUMNS).execute());

export const listPublicAssets = (db: Db, listing: Listing): Promise<Listed<PublicItemRow>> =>
  list(db, { ...listing, isPublic: true, status: 'ready' }, (query) => query.select(PUBLIC_ITEM_COLUMNS).execute());

export const searchAssets = (db: Db, listing: Listing): Promise<Listed<MatchRow>> =>
  list(db, listing, (query) => query.select(MATCH_COLUMNS).execute());

type Builder = ExpressionBuilder<Tables, 'assets'>;
type Query = ReturnType<typeof pageQuery>;

async function list<Row extends { id: string; size: number; created_at: number }>(
  db: Db,
  listing: Listing,
  run: (query: Query) => Promise<Row[]>,
): Promise<Listed<Row>> {
  const cursor = 'cursor' in listing.from ? decodeCursor(listing.from.cursor) : undefined;
  // One row more than asked for tells whether there is a next page.
  const rows = await run(pageQuery(db, listing, cursor));
  const more = rows.length > listing.pageSize;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    rows,
    total: await countMatches(db, listing),
    nextCursor: more && last ? encodeCursor({ size: last.size, createdAt: last.created_at, id: last.id }) : null,
  };
}

function pageQuery(db: Db, listing: Listing, cursor: Cursor | undefined) {
  const order = orderOf(listing);
  let query = db.selectFrom('assets').where((e) => e.and(filters(db, e, listing)));
  if (cursor) query = query.where((e) => afterCursor(e, order, cursor));
  for (const [column, direction] of order) query = query.orderBy(column, direction);
  const offset = 'offset' in listing.from ? listing.from.offset : 0;
  return query.limit(listing.pageSize + 1).offset(offset);
}

/** Sort keys with their tie-breakers, as the contract gives them. */
function orderOf({ orderBy, direction }: Listing): ['size' | 'created_at' | 'id', Direction][] {
  if (orderBy === 'size') {
    return [
      ['size', direction],
      ['created_at', 'desc'],
      ['id', direction],
    ];
  }
  return [
    ['created_at', direction],
    ['id', direction],
  ];
}

/** Rows that come after the cursor's in the given order. */
function afterCursor(e: Builder, order: ReturnType<typeof orderOf>, cursor: Cursor) {
  const values = { size: cursor.size, created_at: cursor.createdAt, id: cursor.id };
  const alternatives = order.map(([column, direction], index) => {
    const equals = order.slice(0, index).map(([earlier]) => sql<boolean>`${sql.ref(earlier)} = ${values[earlier]}`);
    const operator = direction === 'asc' ? sql`>` : sql`<`;
    return e.and([...equals, sql<boolean>`${sql.ref(column)} ${operator} ${values[column]}`]);
  });
  // Follows from the alternatives; said apart, it lets the index begin at the right place.
  const [[first, direction] = ['created_at', 'desc'] as const] = order;
  const bound = sql<boolean>`${sql.ref(first)} ${direction === 'asc' ? sql`>=` : sql`<=`} ${values[first]}`;
  return e.and([bound, e.or(alternatives)]);
}

function filters(db: Db, e: Builder, listing: Listing) {
  const { query, contentType, status, isPublic, hasAltText, storageProfileId, orientation } = listing;
  const { createdFrom, createdTo } = listing;
  const group = contentTypeGroup(contentType);
  return [
    ...(status ? [e('status', '=', status)] : []),
    ...(isPublic === undefined ? [] : [e('is_public', '=', isPublic ? 1 : 0)]),
    // A comparison instead of LIKE: no wildcards to escape.
    ...(group ? [startsWith('content_type', group)] : []),
    ...(contentType && !group ? [e('content_type', '=', contentType)] : []),
    ...(hasAltText === undefined ? [] : [altTextIs(hasAltText)]),
    ...(storageProfileId === undefined ? [] : [e('storage_profile_id', '=', storageProfileId)]),
    ...(createdFrom === undefined ? [] : [e('created_at', '>=', createdFrom)]),
    ...(createdTo === undefined ? [] : [e('created_at', '<=', createdTo)]),
    ...(orientation ? [e('width', WIDTH_TO_HEIGHT[orientation], e.ref('height'))] : []),
    ...(query && foldText(query) ? [assetMatches(db, query)] : []),
  ];
}

const WIDTH_TO_HEIGHT = { landscape: '>', portrait: '<', square: '=' } as const;

/** A blank text is none. The index of those without has this condition word for word. */
export const altTextIs = (there: boolean) =>
  there ? sql<boolean>`trim(coalesce(alt_text, '')) <> ''` : sql<boolean>`trim(coalesce(alt_text, '')) = ''`;

const startsWith = (column: 'content_type', prefix: string) =>
  sql<boolean>`substr(${sql.ref(column)}, 1, ${prefix.length}) = ${prefix}`;

const contentTypeGroup = (contentType: string | undefined): string | undefined =>
  contentType?.endsWith('/*') ? contentType.slice(0, -1) : undefined;

/** What no counter tells apart. */
const isFiltered = (listing: Listing): boolean => {
  const { query, hasAltText, storageProfileId, createdFrom, createdTo, orientation } = listing;
  const uncounted = [hasAltText, storageProfileId, createdFrom, createdTo, orientation];
  return uncounted.some((value) => value !== undefined) || Boolean(query && foldText(query));
};

/** Exact: from the counters when they know, else by counting what is found. */
async function countMatches(db: Db, listing: Listing): Promise<number> {
  if (isFiltered(listing)) {
    const { total } = await db
      .selectFrom('assets')
      .where((e) => e.and(filters(db, e, listing)))
      .select((e) => e.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return Number(total);
  }
  const group = contentTypeGroup(listing.contentType);
  let counters = db.selectFrom('asset_counters').select((e) => e.fn.sum<number | null>('assets').as('total'));
  if (listing.status) counters = counters.where('status', '=', listing.status);
  if (listing.isPublic !== undefined) counters = counters.where('is_public', '=', listing.isPublic ? 1 : 0);
  if (group) counters = counters.where(startsWith('content_type', group));
  else if (listing.contentType) counters = counters.where('content_type', '=', listing.contentType);
  const { total } = await counters.executeTakeFirstOrThrow();
  return Number(total ?? 0);
}
