import { expect, test } from 'vitest';
import { newId, type SessionId } from '../../core/ids.ts';
import { Secret } from '../../core/secret.ts';
import { createRefreshTokens } from './refresh-token.ts';

const keys = new Map([1, 2].map((byte) => [byte, new Secret(Buffer.alloc(32, byte))]));
const keyOf = (byte: number) => keys.get(byte) ?? expect.unreachable();
const tokens = createRefreshTokens(() => [keyOf(1)]);
const sessionId = newId<SessionId>();

test('a token tells its session; no two are alike', () => {
  const made = Array.from({ length: 100 }, () => tokens.make(sessionId));
  expect(new Set(made).size).toBe(100);
  for (const token of made) {
    expect(token).toMatch(/^[\w-]{86}$/);
    expect(tokens.sessionOf(token)).toBe(sessionId);
  }
});

test('no bit of it can be changed, left out or added', () => {
  const bytes = Buffer.from(tokens.make(sessionId), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const forged = Buffer.from(bytes);
    forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(tokens.sessionOf(forged.toString('base64url'))).toBeUndefined();
  }
  const token = bytes.toString('base64url');
  for (const other of ['', 'x', token.slice(1), `${token}A`, `${token}=`, ` ${token}`, bytes.toString('hex')]) {
    expect(tokens.sessionOf(other)).toBeUndefined();
  }
});

test('another key knows none of them', () => {
  const others = createRefreshTokens(() => [keyOf(2)]);
  expect(others.sessionOf(tokens.make(sessionId))).toBeUndefined();
});

test('a tag of a former key is known as long as that key is', () => {
  const token = tokens.make(sessionId);
  expect(createRefreshTokens(() => [keyOf(2), keyOf(1)]).sessionOf(token)).toBe(sessionId);
  expect(createRefreshTokens(() => [keyOf(2)]).sessionOf(token)).toBeUndefined();
});
