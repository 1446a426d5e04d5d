import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { decodeToken, forgeToken } from '../../../test/tokens.ts';
import { MINUTE } from '../../core/clock.ts';

const SECRET = 'e5b1Xo0S9m2vQ7kLr4tYw8zA3cFhJ6nP';

interface Given {
  readonly hub: TestApp;
  readonly token: string;
  readonly header: Record<string, unknown>;
  readonly payload: Record<string, unknown>;
  /** Another token of the same session, signed with the right secret. */
  sign(header: object, payload: object): string;
}

type Expected = 'auth_unauthorized' | 'auth_token_expired' | 'auth_session_ended';

const without = (object: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nowSeconds = ({ hub }: Given) => hub.clock.now() / 1000;

function signRs256(header: object, payload: object): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const text = `${encode({ ...header, alg: 'RS256' })}.${encode(payload)}`;
  return `${text}.${createSign('sha256').update(text).sign(privateKey).toString('base64url')}`;
}

const FORGERIES: Record<string, [Expected, (given: Given) => string | Promise<string>]> = {
  'alg none without a signature': [
    'auth_unauthorized',
    ({ header, payload }) => `${encode({ ...header, alg: 'none' })}.${encode(payload)}.`,
  ],
  'alg none with the old signature': [
    'auth_unauthorized',
    ({ header, payload, token }) => `${encode({ ...header, alg: 'none' })}.${encode(payload)}.${token.split('.')[2]}`,
  ],
  'alg None in other letters': [
    'auth_unauthorized',
    ({ header, payload }) => `${encode({ ...header, alg: 'nOnE' })}.${encode(payload)}.`,
  ],
  'no signature': ['auth_unauthorized', ({ token }) => token.replace(/[^.]+$/, '')],
  'another payload': [
    'auth_unauthorized',
    ({ token, payload }) => token.replace(/\.[^.]+\./, `.${encode({ ...payload, sub: 'x' })}.`),
  ],
  'another secret': [
    'auth_unauthorized',
    ({ header, payload }) => forgeToken(header, payload, 'another secret of thirty-two bytes'),
  ],
  'an empty secret': ['auth_unauthorized', ({ header, payload }) => forgeToken(header, payload, '')],
  RS256: ['auth_unauthorized', ({ header, payload }) => signRs256(header, payload)],
  HS512: ['auth_unauthorized', ({ header, payload, sign }) => sign({ ...header, alg: 'HS512' }, payload)],
  'typ JWT': ['auth_unauthorized', ({ header, payload, sign }) => sign({ ...header, typ: 'JWT' }, payload)],
  'no typ': ['auth_unauthorized', ({ header, payload, sign }) => sign(without(header, 'typ'), payload)],
  'an unknown kid': ['auth_unauthorized', ({ header, payload, sign }) => sign({ ...header, kid: 'ffffffff' }, payload)],
  'a kid of every object': [
    'auth_unauthorized',
    ({ header, payload, sign }) => sign({ ...header, kid: '__proto__' }, payload),
  ],
  'no kid': ['auth_unauthorized', ({ header, payload, sign }) => sign(without(header, 'kid'), payload)],
  'an unknown critical header': [
    'auth_unauthorized',
    ({ header, payload, sign }) => sign({ ...header, crit: ['x'], x: 1 }, payload),
  ],
  'another issuer': ['auth_unauthorized', ({ header, payload, sign }) => sign(header, { ...payload, iss: 'Somebody' })],
  'another audience': [
    'auth_unauthorized',
    ({ header, payload, sign }) => sign(header, { ...payload, aud: 'NekoHub.Web' }),
  ],
  'no exp': ['auth_unauthorized', ({ header, payload, sign }) => sign(header, without(payload, 'exp'))],
  'exp as text': ['auth_unauthorized', ({ header, payload, sign }) => sign(header, { ...payload, exp: '9999999999' })],
  'no sub': ['auth_unauthorized', ({ header, payload, sign }) => sign(header, without(payload, 'sub'))],
  'no sid': ['auth_unauthorized', ({ header, payload, sign }) => sign(header, without(payload, 'sid'))],
  'no jti': ['auth_unauthorized', ({ header, payload, sign }) => sign(header, without(payload, 'jti'))],
  'somebody else’s sub': [
    'auth_unauthorized',
    ({ header, payload, sign }) => sign(header, { ...payload, sub: payload.sid }),
  ],
  'nbf in the future': [
    'auth_unauthorized',
    (given) => given.sign(given.header, { ...given.payload, nbf: nowSeconds(given) + 60 }),
  ],
  'a payload that is no object': ['auth_unauthorized', ({ header, sign }) => sign(header, [])],
  '10 KB': [
    'auth_unauthorized',
    ({ header, payload, sign }) => sign(header, { ...payload, filler: 'x'.repeat(10_240) }),
  ],
  'garbage with two dots': ['auth_unauthorized', () => 'a.b.c'],
  'two dots': ['auth_unauthorized', () => '..'],
  expired: ['auth_token_expired', (given) => given.sign(given.header, { ...given.payload, exp: nowSeconds(given) })],
  'expired, as issued': [
    'auth_token_expired',
    ({ hub, token }) => {
      hub.clock.advance(15 * MINUTE);
      return token;
    },
  ],
  'expired and forged': [
    'auth_unauthorized',
    (given) => forgeToken(given.header, { ...given.payload, exp: 1 }, 'another secret of thirty-two bytes'),
  ],
  'a session that ended': [
    'auth_session_ended',
    async ({ hub, token }) => {
      await hub.server.inject({ method: 'POST', url: '/api/v1/auth/logout', headers: bearer(token) });
      return token;
    },
  ],
  'a session that there never was': [
    'auth_session_ended',
    ({ header, payload, sign }) => sign(header, { ...payload, sid: payload.sub }),
  ],
};

const KEYS = { 'with API keys': {}, 'without API keys': { Auth__ApiKey__Enabled: 'false' } };
const CHALLENGE = /^Bearer realm="NekoHub", error="invalid_token", error_description="[^"\\]+"$/;

describe.each(Object.entries(KEYS))('%s', (_keys, settings) => {
  let hub: TestApp;
  beforeAll(async () => {
    hub = await startTestApp({ settings: { Auth__Jwt__Secret: SECRET, ...settings } });
  });
  afterAll(() => hub.close());

  test.each(Object.entries(FORGERIES))('%s', async (_name, [code, forge]) => {
    const { accessToken } = await hub.login();
    const ask = (credential: string) => hub.server.inject({ url: '/api/v1/assets', headers: bearer(credential) });
    // Seen once, so that nothing remembered of the good token can help a bad one.
    expect((await ask(accessToken)).statusCode).toBe(200);
    const sign = (header: object, payload: object) => forgeToken(header, payload, SECRET);
    const forged = await forge({ hub, token: accessToken, ...decodeToken(accessToken), sign });
    for (const url of ['/api/v1/assets', '/api/v1/auth/me']) {
      const answer = await hub.server.inject({ url, headers: bearer(forged) });
      expect([answer.statusCode, answer.json().error?.code]).toEqual([401, code]);
      expect(answer.headers['www-authenticate']).toMatch(CHALLENGE);
      expect(answer.body + answer.headers['www-authenticate']).not.toContain(forged.slice(-20));
    }
  });
});

test('the forger of this test makes good tokens when it wants to', async () => {
  await using hub = await startTestApp({ settings: { Auth__Jwt__Secret: SECRET } });
  const { header, payload } = decodeToken((await hub.login()).accessToken);
  expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: expect.stringMatching(/^[0-9a-f]{8}$/) });
  expect(Object.keys(payload).toSorted()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub']);
  expect(payload).toMatchObject({ iss: 'NekoHub', aud: 'NekoHub.Admin' });
  const again = forgeToken(header, { ...payload, jti: 'another' }, SECRET);
  expect((await hub.server.inject({ url: '/api/v1/auth/me', headers: bearer(again) })).statusCode).toBe(200);
});

test('a former secret still verifies until it is taken out', async () => {
  await using old = await startTestApp({ settings: { Auth__Jwt__Secret: SECRET } });
  const { accessToken } = await old.login();
  const { database } = old;
  const statusWith = async (settings: Record<string, string>) => {
    await using hub = await startTestApp({ settings, database });
    return (await hub.server.inject({ url: '/api/v1/auth/me', headers: bearer(accessToken) })).statusCode;
  };
  const next = SECRET.split('').toReversed().join('');
  expect(await statusWith({ Auth__Jwt__Secret: next, Auth__Jwt__PreviousSecrets__0: SECRET })).toBe(200);
  expect(await statusWith({ Auth__Jwt__Secret: next })).toBe(401);
});
