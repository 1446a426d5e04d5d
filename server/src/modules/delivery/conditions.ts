import type { IncomingHttpHeaders } from 'node:http';
import type { ByteRange } from '../../storage/storage.ts';

/** The validators of what would be sent. */
export interface Validators {
  /** Strong, with its quotes. */
  readonly etag: string;
  /** Milliseconds, whole seconds count. */
  readonly lastModified: number;
}

/** Whether the client already has it: `If-None-Match` before `If-Modified-Since` (RFC 9110 §13.2.2). */
export function isNotModified(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) {
    return noneMatch.trim() === '*' || noneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  }
  const since = parseHttpDate(headers['if-modified-since'] ?? '');
  return since !== undefined && Math.floor(lastModified / 1000) * 1000 <= since;
}

/** RFC 9110 §5.6.7. Everything else that `Date.parse` would take, such as `1`, is no date here. */
function parseHttpDate(text: string): number | undefined {
  const instant = /^[A-Z][a-z]+, [\w :-]+ GMT$/.test(text.trim()) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** What to send of `size` bytes: all of it, a part of it, or a refusal. */
export type RangeChoice =
  | { readonly kind: 'whole' }
  | { readonly kind: 'unsatisfiable' }
  | ({ readonly kind: 'part' } & ByteRange);

export const WHOLE: RangeChoice = { kind: 'whole' };

/**
 * Reads `Range` (RFC 9110 §14.2). Several ranges, malformed ones and those whose `If-Range` no longer holds are
 * ignored, which means: all of it.
 */
export function chooseRange(
  headers: IncomingHttpHeaders,
  size: number,
  { etag, lastModified }: Validators,
): RangeChoice {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(headers.range?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return WHOLE;
  const ifRange = headers['if-range'];
  if (typeof ifRange === 'string' && !rangeStillHolds(ifRange.trim(), etag, lastModified)) return WHOLE;

  const [, first = '', last = ''] = match;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return WHOLE;
  return start >= size ? { kind: 'unsatisfiable' } : { kind: 'part', start, end };
}

/** A weak tag never matches here, a date must match exactly (RFC 9110 §13.1.5). */
function rangeStillHolds(ifRange: string, etag: string, lastModified: number): boolean {
  if (ifRange.startsWith('"') || ifRange.startsWith('W/')) return ifRange === etag;
  return parseHttpDate(ifRange) === Math.floor(lastModified / 1000) * 1000;
}
