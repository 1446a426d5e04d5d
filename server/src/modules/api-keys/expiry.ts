import { DAY } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';

/** Lives of a key that can be asked for in days. */
export const EXPIRY_DAYS = [7, 30, 90, 365] as const;
const DEFAULT_DAYS = 90;

/** How a request says when a key ends: one of these, or none. */
export interface ExpiryRequest {
  readonly expiresInDays?: (typeof EXPIRY_DAYS)[number];
  /** ISO 8601. */
  readonly expiresAtUtc?: string;
  readonly neverExpires?: boolean;
}

/**
 * When a key is to end, in milliseconds; null for never, which has to be asked for by name.
 * @param otherwise what holds when the request says nothing; 90 days from now if undefined
 * @throws AppError `request_invalid` for a time that has passed, and when two fields contradict each other
 */
export function expiryOf(request: ExpiryRequest, now: number, otherwise?: number | null): number | null {
  const { expiresInDays, expiresAtUtc, neverExpires = false } = request;
  const given = [
    ...(expiresInDays === undefined ? [] : ['expiresInDays']),
    ...(expiresAtUtc === undefined ? [] : ['expiresAtUtc']),
    ...(neverExpires ? ['neverExpires'] : []),
  ];
  const [first, second] = given;
  if (second) {
    throw new AppError('request_invalid', `Give ${first} or ${second}, not both.`, { field: second });
  }
  if (neverExpires) return null;
  if (expiresAtUtc !== undefined) return futureOf(expiresAtUtc, now);
  if (expiresInDays === undefined && otherwise !== undefined) return otherwise;
  return now + (expiresInDays ?? DEFAULT_DAYS) * DAY;
}

function futureOf(text: string, now: number): number {
  const at = Date.parse(text);
  if (Number.isNaN(at) || at <= now) {
    throw new AppError('request_invalid', 'The field expiresAtUtc must be a time to come.', { field: 'expiresAtUtc' });
  }
  return at;
}
