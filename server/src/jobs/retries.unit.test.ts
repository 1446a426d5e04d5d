import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../core/clock.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';
import { isPermanent, pauseAfter, toldOf } from './retries.ts';

test('pauses grow and end at an hour', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => pauseAfter(new Error('down'), attempt) / SECOND);
  expect(pauses).toEqual([5, 20, 80, 320, 1280, 3600, 3600, 3600]);
});

test.each([
  [1, 5 * SECOND],
  [120, 2 * MINUTE],
  [7200, 2 * HOUR],
])('a service that asks for %d s is left alone for at least that', (retryAfterSeconds, pause) => {
  expect(pauseAfter(new AppError('server_busy', undefined, { retryAfterSeconds }), 1)).toBe(pause);
});

test.each([
  ['asset_not_found', {}, true],
  ['asset_content_invalid', {}, true],
  ['request_invalid', { retryAfterSeconds: 5 }, false],
  ['storage_unavailable', {}, false],
  ['internal_server_error', {}, false],
] as const)('%s with %j is permanent: %s', (code: ErrorCode, details, expected) => {
  expect(isPermanent(new AppError(code, undefined, details))).toBe(expected);
});

test('only our own refusals are told, and not at any length', () => {
  expect(isPermanent(new Error('ENOENT: /home/neko'))).toBe(false);
  expect(toldOf(new Error('ENOENT: /home/neko')).message).not.toMatch(/ENOENT|home/);
  expect(toldOf('a string').code).toBe('internal_server_error');
  expect(toldOf(new AppError('asset_not_found', 'There is no asset 7.'))).toEqual({
    code: 'asset_not_found',
    message: 'There is no asset 7.',
  });
  expect(toldOf(new AppError('request_invalid', 'x'.repeat(5000))).message).toHaveLength(500);
});
