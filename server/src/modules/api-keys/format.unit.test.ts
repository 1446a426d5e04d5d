import { expect, test } from 'vitest';
import { type ApiKeyId, newId } from '../../core/ids.ts';
import { keyPrefix, looksManaged, makeKey, readKeyId } from './format.ts';

/** As docs/api-keys.md gives it to secret scanners. */
const SCANNER_PATTERN = /\bnhk_[0-9a-f]{32}_[0-9A-Za-z]{49}\b/;

/** Made once, with another implementation of CRC-32: the format must not drift. */
const KNOWN = {
  id: '0199c7d2-a1b2-7c3d-8e4f-5a6b7c8d9e0f' as ApiKeyId,
  key: 'nhk_0199c7d2a1b27c3d8e4f5a6b7c8d9e0f_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg0PtATT',
};

test('a key has its id, a secret and a checksum, and the shape that scanners look for', () => {
  const id = newId<ApiKeyId>();
  const keys = Array.from({ length: 200 }, () => makeKey(id).reveal());
  for (const key of keys) {
    expect(key).toMatch(new RegExp(`^${SCANNER_PATTERN.source}$`));
    expect(key.startsWith(keyPrefix(id))).toBe(true);
    expect(readKeyId(key)).toBe(id);
  }
  expect(new Set(keys).size).toBe(keys.length);
  expect(JSON.stringify(makeKey(id))).toBe('"[secret]"');
});

test('a known key is read', () => {
  expect(readKeyId(KNOWN.key)).toBe(KNOWN.id);
});

test.each([
  ['one letter changed in the id', (key: string) => key.replace('_0', '_1')],
  ['one letter changed in the secret', (key: string) => flip(key, 45)],
  ['two letters of the secret swapped', (key: string) => `${key.slice(0, 40)}${key[41]}${key[40]}${key.slice(42)}`],
  ['one letter changed in the checksum', (key: string) => flip(key, key.length - 1)],
  ['cut short', (key: string) => key.slice(0, -1)],
  ['one letter more', (key: string) => `${key}0`],
  ['another prefix', (key: string) => key.replace('nhk_', 'nhx_')],
  ['upper case', (key: string) => key.toUpperCase()],
  ['a line break at the end', (key: string) => `${key}\n`],
  ['the prefix alone', () => 'nhk_'],
  ['nothing', () => ''],
])('%s: no key', (_case, change) => {
  const changed = change(KNOWN.key);
  expect(changed).not.toBe(KNOWN.key);
  expect(readKeyId(changed)).toBeUndefined();
});

test.each([
  ['nhk_', true],
  ['nhk_x', true],
  ['NHK_x', false],
  ['xnhk_', false],
  ['', false],
])('%j means to be a managed key: %j', (text, expected) => {
  expect(looksManaged(text)).toBe(expected);
});

const flip = (key: string, at: number): string =>
  `${key.slice(0, at)}${key[at] === 'x' ? 'y' : 'x'}${key.slice(at + 1)}`;
