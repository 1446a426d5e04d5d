import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_KEY, startTestApp, type TestApp } from '../../../test/app.ts';
import { sha256Hex } from '../../core/hashing.ts';

const DOTTED_KEY = 'a.key.with-two-dots';
const HASHED_KEY = 'kept-as-a-hash-alone';
const settings = {
  Auth__ApiKey__Keys__1: DOTTED_KEY,
  Auth__ApiKey__Keys__2: `SHA256:${sha256Hex(HASHED_KEY).toUpperCase()}`,
};

/** A header as it is sent; TOKEN stands for a good access token. undefined: none. */
type Row = [header: string | undefined, status: number, code: string | undefined, challenge?: 'bare' | 'invalid_token'];

const WITH_KEYS: Row[] = [
  [`Bearer ${API_KEY}`, 200, undefined],
  [`bearer ${API_KEY}`, 200, undefined],
  [`BEARER    ${API_KEY}   `, 200, undefined],
  [`Bearer ${DOTTED_KEY}`, 200, undefined],
  [`Bearer ${HASHED_KEY}`, 200, undefined],
  ['Bearer TOKEN', 200, undefined],
  ['bEaReR   TOKEN  ', 200, undefined],
  [undefined, 401, 'api_key_missing', 'bare'],
  ['', 401, 'api_key_missing', 'bare'],
  ['Bearer', 401, 'api_key_invalid', 'invalid_token'],
  [`Bearer ${API_KEY}x`, 401, 'api_key_invalid', 'invalid_token'],
  [`Bearer ${API_KEY.toUpperCase()}`, 401, 'api_key_invalid', 'invalid_token'],
  [`Bearer ${API_KEY} ${API_KEY}`, 401, 'api_key_invalid', 'invalid_token'],
  [`Bearer sha256:${sha256Hex(HASHED_KEY)}`, 401, 'api_key_invalid', 'invalid_token'],
  [`Bearer ${sha256Hex(HASHED_KEY)}`, 401, 'api_key_invalid', 'invalid_token'],
  [`Basic ${Buffer.from(`api:${API_KEY}`).toString('base64')}`, 401, 'api_key_invalid', 'invalid_token'],
  [API_KEY, 401, 'api_key_invalid', 'invalid_token'],
  [`Bearer${API_KEY}`, 401, 'api_key_invalid', 'invalid_token'],
  ['Token TOKEN', 401, 'api_key_invalid', 'invalid_token'],
  ['Bearer x.y.z', 401, 'auth_unauthorized', 'invalid_token'],
];

const WITHOUT_KEYS: Row[] = [
  ['Bearer TOKEN', 200, undefined],
  [`Bearer ${API_KEY}`, 401, 'auth_unauthorized', 'invalid_token'],
  [`Bearer ${DOTTED_KEY}`, 401, 'auth_unauthorized', 'invalid_token'],
  [undefined, 401, 'auth_unauthorized', 'bare'],
  ['', 401, 'auth_unauthorized', 'bare'],
];

/** Routes for people alone. */
const PEOPLE: Row[] = [
  ['Bearer TOKEN', 200, undefined],
  [undefined, 401, 'auth_unauthorized', 'bare'],
  [`Bearer ${API_KEY}`, 401, 'auth_unauthorized', 'invalid_token'],
  [`Bearer ${DOTTED_KEY}`, 401, 'auth_unauthorized', 'invalid_token'],
];

describe.each([
  [
    'with API keys',
    settings,
    [
      ...WITH_KEYS.map((row) => ['/api/v1/assets', row] as const),
      ...PEOPLE.map((row) => ['/api/v1/auth/me', row] as const),
    ],
  ],
  [
    'without API keys',
    { ...settings, Auth__ApiKey__Enabled: 'false' },
    WITHOUT_KEYS.map((row) => ['/api/v1/assets', row] as const),
  ],
])('%s', (_keys, given, rows) => {
  let hub: TestApp;
  let token = '';
  beforeAll(async () => {
    hub = await startTestApp({ settings: given });
    token = (await hub.login()).accessToken;
  });
  afterAll(() => hub.close());

  test.each(rows)('%s with %j', async (url, [header, status, code, challenge]) => {
    const authorization = header?.replace('TOKEN', token);
    const answer = await hub.server.inject({ url, headers: authorization === undefined ? {} : { authorization } });
    expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
    const expected =
      challenge === 'bare'
        ? 'Bearer realm="NekoHub"'
        : expect.stringMatching(/^Bearer realm="NekoHub", error="invalid_token"/);
    expect(answer.headers['www-authenticate']).toEqual(challenge ? expected : undefined);
  });
});

test('no credential is taken from a cookie or another header', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const cookie = `access_token=${accessToken}; nekohub_refresh=${accessToken}`;
  expect(
    (await hub.server.inject({ url: '/api/v1/auth/me', headers: { cookie, 'x-api-key': API_KEY } })).statusCode,
  ).toBe(401);
});
