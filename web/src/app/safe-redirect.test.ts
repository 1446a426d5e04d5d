import { expect, it } from 'vitest';
import { safeRedirect } from './safe-redirect.ts';

const ORIGIN = 'https://hub.test';

it.each([
  ['/assets', '/assets'],
  ['/assets?page=2&query=%E7%8C%AB#top', '/assets?page=2&query=%E7%8C%AB#top'],
  ['/assets/../assets/upload', '/assets/upload'],
])('goes to %s', (value, expected) => {
  expect(safeRedirect(value, ORIGIN)).toBe(expected);
});

it.each([
  undefined,
  42,
  '',
  'assets',
  'https://evil.test/',
  '//evil.test/',
  '/\\evil.test/',
  '/\t/evil.test/',
  '/.//evil.test/',
  'javascript:alert(1)',
  'https://hub.test/assets',
  '/login?redirect=/assets',
  '/setup',
])('does not go to %j', (value) => {
  expect(safeRedirect(value, ORIGIN)).toBeNull();
});
