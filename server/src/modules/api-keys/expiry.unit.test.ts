import { expect, test } from 'vitest';
import { DAY } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { type ExpiryRequest, expiryOf } from './expiry.ts';

const NOW = Date.UTC(2026, 3, 8, 12);

test.each<[ExpiryRequest, number | null]>([
  [{}, NOW + 90 * DAY],
  [{ neverExpires: false }, NOW + 90 * DAY],
  [{ expiresInDays: 7 }, NOW + 7 * DAY],
  [{ expiresInDays: 365, neverExpires: false }, NOW + 365 * DAY],
  [{ expiresAtUtc: '2026-04-08T12:00:00.001Z' }, NOW + 1],
  [{ expiresAtUtc: '2026-04-08T16:00:00+02:00' }, NOW + 2 * 60 * 60 * 1000],
  [{ neverExpires: true }, null],
])('%j', (request, expected) => {
  expect(expiryOf(request, NOW)).toBe(expected);
});

test.each([NOW + 5, NOW - 5, null])('who says nothing keeps %j', (before) => {
  expect(expiryOf({}, NOW, before)).toBe(before);
  expect(expiryOf({ expiresInDays: 30 }, NOW, before)).toBe(NOW + 30 * DAY);
  expect(expiryOf({ neverExpires: true }, NOW, before)).toBeNull();
});

test.each<[ExpiryRequest, string]>([
  [{ expiresAtUtc: '2026-04-08T12:00:00Z' }, 'expiresAtUtc'],
  [{ expiresAtUtc: '2025-01-01T00:00:00Z' }, 'expiresAtUtc'],
  [{ expiresAtUtc: 'next year' }, 'expiresAtUtc'],
  [{ expiresInDays: 7, expiresAtUtc: '2027-01-01T00:00:00Z' }, 'expiresAtUtc'],
  [{ expiresInDays: 7, neverExpires: true }, 'neverExpires'],
  [{ expiresAtUtc: '2027-01-01T00:00:00Z', neverExpires: true }, 'neverExpires'],
])('%j is refused and names %s', (request, field) => {
  const error = (() => {
    try {
      return expiryOf(request, NOW);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'request_invalid', details: { field } });
});
