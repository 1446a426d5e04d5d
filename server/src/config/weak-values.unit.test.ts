import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { jwtSecretFault } from './weak-values.ts';

/** As examples, templates and tutorials publish them. */
test.each([
  'CHANGE_ME_TO_A_LONG_RANDOM_VALUE_123456',
  'replace-with-a-random-secret-at-least-32-characters',
  'your-256-bit-secret-your-256-bit-secret',
  'a-long-random-secret-at-least-32-characters',
  'test-jwt-secret-key-for-development-only-32chars',
  'supersecretkey-minimum-32-chars!!',
  'a-string-secret-at-least-256-bits-long',
  'ThisIsMySuperSecretKeyForJwtTokens12345!',
  'NekoHub development secret, 32 bytes long',
  'nekohub-dev-jwt-secret-please-change-it',
  '0'.repeat(64),
  'abcabcabcabcabcabcabcabcabcabcabcabc',
])('%s is no secret', (secret) => {
  expect(jwtSecretFault(secret)).toMatch(/placeholder/);
});

test('random bytes are fine in every alphabet', () => {
  const refused = Array.from({ length: 2000 }, () => randomBytes(32))
    .flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
    .filter((secret) => jwtSecretFault(secret) !== undefined);
  expect(refused).toEqual([]);
});

test('a passphrase of everyday words is fine', () => {
  expect(jwtSecretFault('correct horse battery staple and a secret garden')).toBeUndefined();
});

test.each(['', 'x'.repeat(31), '猫'.repeat(10)])('%j is too short: bytes count', (secret) => {
  expect(jwtSecretFault(secret)).toMatch(/bytes long/);
});
