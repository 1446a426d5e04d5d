import { expect, test } from 'vitest';
import { isTooDeep, MAX_JSON_DEPTH, nestsTooDeep } from './json-depth.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

test.each([
  [7, false],
  [null, false],
  [nested(MAX_JSON_DEPTH), false],
  [nested(MAX_JSON_DEPTH + 1), true],
  [{ a: 1, b: [{ c: nested(MAX_JSON_DEPTH - 3) }] }, false],
  [{ a: 1, b: [{ c: nested(MAX_JSON_DEPTH - 2) }] }, true],
  [nested(1000), true],
])('%#', (json, expected) => {
  expect(isTooDeep(json)).toBe(expected);
  expect(nestsTooDeep(JSON.stringify(json))).toBe(expected);
});

test('however deep a value is, looking at it takes no stack', () => {
  expect(isTooDeep(nested(100_000))).toBe(true);
});

const open = '['.repeat(MAX_JSON_DEPTH + 1);

test.each([
  ['', false],
  [JSON.stringify({ text: open }), false],
  [JSON.stringify({ text: `"${open}\\` }), false],
  [JSON.stringify({ [`\\"${open}`]: 1 }), false],
  ['[{}],'.repeat(100), false],
  [`"\\\\"${open}`, true],
  ['{"a":'.repeat(MAX_JSON_DEPTH + 1), true],
  // Before the text ends, and whether or not it is JSON.
  ['['.repeat(1_000_000), true],
])('text %#', (text, expected) => {
  expect(nestsTooDeep(text)).toBe(expected);
});
