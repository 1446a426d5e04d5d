import { expect, test } from 'vitest';
import { isTooDeep, MAX_JSON_DEPTH } from './json-depth.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

test.each([
  [7, false],
  [null, false],
  [nested(MAX_JSON_DEPTH), false],
  [nested(MAX_JSON_DEPTH + 1), true],
  [{ a: 1, b: [{ c: nested(MAX_JSON_DEPTH - 3) }] }, false],
  [{ a: 1, b: [{ c: nested(MAX_JSON_DEPTH - 2) }] }, true],
  [nested(100_000), true],
])('%#', (json, expected) => {
  expect(isTooDeep(json)).toBe(expected);
});
