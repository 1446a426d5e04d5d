import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Keys } from './key-files.ts';
import { createSealer } from './sealing.ts';
import { Secret } from './secret.ts';

function keysOf(...keys: Keys): () => Keys {
  return () => keys;
}
const newKey = () => new Secret(randomBytes(32));
const sealer = createSealer(keysOf(newKey()));

test('opens what it sealed, each time sealed differently', () => {
  const first = sealer.seal('猫 secret', 'a');
  expect(first).not.toBe(sealer.seal('猫 secret', 'a'));
  expect(first).not.toContain('secret');
  expect(sealer.open(first, 'a')).toBe('猫 secret');
});

const sealed = sealer.seal('text', 'refresh_tokens:1');
const [version, keyId, payload = ''] = sealed.split('.');
const flipped = Buffer.from(payload, 'base64url');
flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;

test.each([
  ['another context', sealed, 'refresh_tokens:2'],
  ['a changed byte', [version, keyId, flipped.toString('base64url')].join('.'), 'refresh_tokens:1'],
  ['another version', ['v2', keyId, payload].join('.'), 'refresh_tokens:1'],
  ['another key', createSealer(keysOf(newKey())).seal('text', 'refresh_tokens:1'), 'refresh_tokens:1'],
  [
    'a forged key id',
    [version, keyId, createSealer(keysOf(newKey())).seal('text', 'refresh_tokens:1').split('.')[2]].join('.'),
    'refresh_tokens:1',
  ],
  ['too few bytes', [version, keyId, 'AAAA'].join('.'), 'refresh_tokens:1'],
  ['nothing', '', 'refresh_tokens:1'],
])('does not open %s', (_case, text, context) => {
  expect(sealer.open(text, context)).toBeUndefined();
});

test('what a former key sealed still opens, and the newest seals', () => {
  const [former, newest] = [newKey(), newKey()];
  const old = createSealer(keysOf(former)).seal('text', 'a');
  const both = createSealer(keysOf(newest, former));
  expect(both.open(old, 'a')).toBe('text');
  expect(both.knowsKeyOf(old)).toBe(true);
  expect(old.startsWith(both.prefix())).toBe(false);
  const alone = createSealer(keysOf(newest));
  expect(alone.open(both.seal('text', 'a'), 'a')).toBe('text');
  expect([alone.open(old, 'a'), alone.knowsKeyOf(old)]).toEqual([undefined, false]);
});
