import { expect, test } from 'vitest';
import { sha256Hex } from '../../core/hashing.ts';
import { PERMISSIONS } from '../../core/permissions.ts';
import { Secret } from '../../core/secret.ts';
import { createApiKeys } from './service.ts';

test('a key is named by its fingerprint, which tells nothing of it, and may do everything', () => {
  const keys = createApiKeys({ enabled: true, keys: [new Secret('a-key')] });
  const holder = keys.find('a-key');
  expect(holder?.name).toBe(`api-key:${sha256Hex('a-key').slice(0, 16)}`);
  expect([...(holder?.permissions ?? [])]).toEqual([...PERMISSIONS]);
});

test.each(['', ' ', 'a-ke', 'a-key ', 'A-KEY', sha256Hex('a-key')])('%j is not the key', (guess) => {
  expect(createApiKeys({ enabled: true, keys: [new Secret('a-key')] }).find(guess)).toBeUndefined();
});

test('nothing is found while keys are switched off', () => {
  expect(createApiKeys({ enabled: false, keys: [new Secret('a-key')] }).find('a-key')).toBeUndefined();
});
