import { expect, test } from 'vitest';
import { sha256Hex } from '../../core/hashing.ts';
import { PERMISSIONS } from '../../core/permissions.ts';
import { Secret } from '../../core/secret.ts';
import { createEnvironmentKeys } from './environment.ts';

const FINGERPRINT = sha256Hex('a-key').slice(0, 16);

test.each(['a-key', `sha256:${sha256Hex('a-key')}`, `SHA256: ${sha256Hex('a-key').toUpperCase()}`])(
  'the key given as %j is found by its hash, named by its fingerprint, and may do everything',
  (given) => {
    const keys = createEnvironmentKeys([new Secret(given)]);
    const holder = keys.find(sha256Hex('a-key'));
    expect(holder).toMatchObject({ kind: 'environmentKey', name: `api-key:${FINGERPRINT}` });
    expect([...(holder?.permissions ?? [])]).toEqual([...PERMISSIONS]);
    expect(keys.fingerprints).toEqual([FINGERPRINT]);
  },
);

test.each(['', ' ', 'a-ke', 'a-key ', 'A-KEY', sha256Hex('a-key')])('%j is not the key', (guess) => {
  expect(createEnvironmentKeys([new Secret('a-key')]).find(sha256Hex(guess))).toBeUndefined();
});
