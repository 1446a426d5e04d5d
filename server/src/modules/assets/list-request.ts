import { AppError } from '../../core/errors.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import type { AssetStatus } from '../../db/tables.ts';
import type { Direction, Listing, OrderBy, Orientation } from './listing.ts';

/** List parameters as clients send them. */
export interface ListRequest {
  readonly page?: number;
  readonly pageSize?: number;
  readonly cursor?: string;
  readonly query?: string;
  readonly keyword?: string;
  readonly contentType?: string;
  readonly status?: string;
  readonly isPublic?: string;
  readonly hasAltText?: boolean;
  /** A UUID, as the schema of the query has seen to. */
  readonly storageProviderProfileId?: string;
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly previews?: boolean;
  readonly orientation?: string;
  readonly orderBy?: string;
  readonly sortBy?: string;
  readonly orderDirection?: string;
  readonly sortDirection?: string;
}

export interface PageSizes {
  readonly defaultPageSize: number;
  readonly maxPageSize: number;
}

/** Deeper than any list; keeps the offset a safe integer whatever the page size. */
const MAX_PAGE = 1_000_000_000;

const STATUSES: readonly AssetStatus[] = ['pending', 'ready', 'deleted', 'failed'];

const ORIENTATIONS: readonly Orientation[] = ['landscape', 'portrait', 'square'];

const ORDERS: ReadonlyMap<string, OrderBy> = new Map([
  ['size', 'size'],
  ['createdat', 'created_at'],
  ['createdatutc', 'created_at'],
]);

/**
 * What a request asks for, leniently where clients count on it: values out of range are brought into it, unknown words
 * are as if absent. Times that are none are refused.
 * `page` and `pageSize` are those in effect.
 */
export function toListing(
  request: ListRequest,
  sizes: PageSizes,
): { listing: Listing; page: number; pageSize: number } {
  const page = clamp(request.page ?? 1, 1, MAX_PAGE);
  const asked = request.pageSize ?? 0;
  const pageSize = asked < 1 ? sizes.defaultPageSize : Math.min(asked, sizes.maxPageSize);
  const cursor = request.cursor?.trim() || undefined;
  return {
    page,
    pageSize,
    listing: {
      query: given(request.query) ?? given(request.keyword),
      contentType: given(request.contentType)?.toLowerCase(),
      status: STATUSES.find((status) => status === given(request.status)?.toLowerCase()),
      isPublic: flagOf(given(request.isPublic)),
      hasAltText: request.hasAltText,
      storageProfileId: request.storageProviderProfileId as StorageProfileId | undefined,
      createdFrom: instantOf(request.createdFrom, 'createdFrom'),
      createdTo: instantOf(request.createdTo, 'createdTo'),
      previews: request.previews,
      orientation: ORIENTATIONS.find((orientation) => orientation === given(request.orientation)?.toLowerCase()),
      orderBy: ORDERS.get((given(request.orderBy) ?? given(request.sortBy) ?? '').toLowerCase()) ?? 'created_at',
      direction: directionOf(given(request.orderDirection) ?? given(request.sortDirection)),
      pageSize,
      from: cursor === undefined ? { offset: (page - 1) * pageSize } : { cursor },
    },
  };
}

/** No text that can be found is longer; and folding and cutting up a longer one would keep everybody waiting. */
const MAX_TEXT_CHARACTERS = 4000;

/** U+0000 is in no stored text, and PostgreSQL does not take it. */
function given(text: string | undefined): string | undefined {
  if (text && text.length > MAX_TEXT_CHARACTERS) {
    throw new AppError('request_invalid', `Search texts have at most ${MAX_TEXT_CHARACTERS} characters.`, {
      field: 'query',
    });
  }
  return text?.replaceAll('\u0000', ' ').trim() || undefined;
}

function flagOf(text: string | undefined): boolean | undefined {
  const word = text?.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

/** A day alone begins it, in UTC. What Date.parse takes beside ISO 8601 depends on where the server stands. */
function instantOf(text: string | undefined, field: string): number | undefined {
  if (text === undefined) return undefined;
  const instant = ISO_TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new AppError('request_invalid', `${field} must be a time in ISO 8601, such as 2026-05-01T00:00:00Z.`, {
      field,
    });
  }
  return instant;
}

const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

const directionOf = (text: string | undefined): Direction => (text?.toLowerCase() === 'asc' ? 'asc' : 'desc');

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, Math.trunc(value)));
