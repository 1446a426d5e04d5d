import { expect, test } from 'vitest';
import { maskKey } from './checks.ts';

test.each([
  ['sk-abc', 'sk-***'],
  ['SK-proj-1234567890', 'sk-***'],
  ['gsk_1234567890', 'gsk_***'],
  ['12345678', '1234***'],
  ['1234567', '***'],
  ['x', '***'],
])('of the key %s is shown %s', (key, masked) => {
  expect(maskKey(key)).toBe(masked);
});
