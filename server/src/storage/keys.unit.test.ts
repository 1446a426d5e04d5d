import { expect, test } from 'vitest';
import { isStorageKey, newStorageKey } from './keys.ts';

test('a key is the UTC date, a random name and the extension', () => {
  const key = newStorageKey(Date.UTC(2026, 0, 2, 23, 59, 59, 999), '.webp');
  expect(key).toMatch(/^2026\/01\/02\/[0-9a-f]{32}\.webp$/);
  expect(isStorageKey(key)).toBe(true);
  expect(newStorageKey(0, '.png')).not.toBe(newStorageKey(0, '.png'));
});
