import { expect, test } from 'vitest';
import { hasMoreValues, maxValues } from './json-size.ts';

test('values are counted up to the limit, beside and within each other, and the ids of a batch come on top', () => {
  const list = (length: number) => JSON.stringify(Array.from({ length }, () => 1));
  expect(hasMoreValues(list(5), 5)).toBe(false);
  expect(hasMoreValues(list(6), 5)).toBe(true);
  expect(hasMoreValues('['.repeat(5) + ']'.repeat(5), 5)).toBe(false);
  expect(hasMoreValues('['.repeat(6) + ']'.repeat(6), 5)).toBe(true);
  expect(hasMoreValues('{"a":'.repeat(6), 5)).toBe(true);
  expect(hasMoreValues('x'.repeat(100_000), 5)).toBe(false);
  expect(maxValues(5000) - maxValues(1000)).toBe(4000);
});
