import { ApiError } from '@nekohub/client';
import { expect, it } from 'vitest';
import { asksAgain, pauseMs } from './retries.ts';

const failure = (status: number, retryAfterSeconds: number | null = null) =>
  new ApiError({ code: 'some_code', message: 'No.', status, retryAfterSeconds });

it.each([0, 408, 429, 502, 503, 504])('what ended with %i is asked twice more', (status) => {
  expect([0, 1, 2].map((failures) => asksAgain(failures, failure(status)))).toEqual([true, true, false]);
});

it.each([400, 401, 403, 404, 409, 413, 500])('what ended with %i is not asked again', (status) => {
  expect(asksAgain(0, failure(status))).toBe(false);
});

it('waits as long as the server asks to, and does not let people wait for minutes', () => {
  expect(pauseMs(1, failure(503, 5))).toBe(5000);
  expect([0, 1].map((failures) => pauseMs(failures, failure(503)))).toEqual([1000, 2000]);
  expect(asksAgain(0, failure(503, 30))).toBe(true);
  expect(asksAgain(0, failure(503, 31))).toBe(false);
});
