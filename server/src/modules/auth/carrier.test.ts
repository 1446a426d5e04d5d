import { describe, expect, test } from 'vitest';
import { ADMIN, startTestApp, type TestApp } from '../../../test/app.ts';
import { stateOf } from '../../../test/auth-calls.ts';
import type { SignedInAnswer } from './schema.ts';

const COOKIE = 'nekohub_refresh';
const OWN = { host: 'hub.example', origin: 'http://hub.example' };
const PROXY = '10.0.0.7';

interface Options {
  readonly headers?: Record<string, string>;
  readonly cookie?: string;
  readonly remoteAddress?: string;
}

const call = (
  hub: TestApp,
  path: string,
  payload: object,
  { headers = OWN, cookie, remoteAddress = PROXY }: Options = {},
) =>
  hub.server.inject({
    method: 'POST',
    url: `/api/v1/auth/${path}`,
    headers,
    payload: { ...payload, carrier: 'cookie' },
    remoteAddress,
    ...(cookie && { cookies: { [COOKIE]: cookie } }),
  });

async function signInByCookie(hub: TestApp, options?: Options) {
  const answer = await call(hub, 'login', ADMIN, options);
  const cookie = answer.cookies.find(({ name }) => name === COOKIE);
  return { answer, cookie, value: cookie?.value ?? '', data: answer.json<{ data: SignedInAnswer }>().data };
}

test('the refresh token is in a cookie that no script can read and no other site can send, and nowhere else', async () => {
  await using hub = await startTestApp();
  const { answer, cookie, value, data } = await signInByCookie(hub);
  expect(answer.statusCode).toBe(200);
  expect(value).toMatch(/^[\w-]{86}$/);
  expect(cookie).toMatchObject({
    httpOnly: true,
    sameSite: 'Strict',
    path: '/api/v1/auth',
    expires: new Date(data.refreshTokenExpiresAtUtc),
  });
  expect(cookie).not.toHaveProperty('secure');
  expect(cookie).not.toHaveProperty('domain');
  expect(data.refreshToken).toBeNull();
  expect(answer.body).not.toContain(value);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('refreshing and signing out by cookie', async () => {
  await using hub = await startTestApp();
  const { value } = await signInByCookie(hub);
  const refreshed = await call(hub, 'refresh', {}, { cookie: value });
  const next = refreshed.cookies.find(({ name }) => name === COOKIE)?.value ?? '';
  expect([refreshed.statusCode, refreshed.json().data.refreshToken]).toEqual([200, null]);
  expect(next).not.toBe(value);
  expect(refreshed.body).not.toContain(next);
  const { accessToken } = refreshed.json<{ data: SignedInAnswer }>().data;
  expect(await stateOf(hub, accessToken)).toBe('ok');

  const logout = await call(hub, 'logout', {}, { cookie: next });
  expect(logout.statusCode).toBe(204);
  expect(logout.cookies).toEqual([
    expect.objectContaining({ name: COOKIE, value: '', path: '/api/v1/auth', expires: new Date(0) }),
  ]);
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test('a cookie that is not to be kept ends with the browser, and so does every one that follows', async () => {
  await using hub = await startTestApp();
  const cookieOf = (answer: { cookies: { name: string; value: string; expires?: Date; maxAge?: number }[] }) =>
    answer.cookies.find(({ name }) => name === COOKIE);
  const signedIn = await call(hub, 'login', { ...ADMIN, remember: false });
  let cookie = cookieOf(signedIn);
  for (const _ of [1, 2, 3]) {
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api/v1/auth' });
    expect(cookie).not.toHaveProperty('expires');
    expect(cookie).not.toHaveProperty('maxAge');
    const refreshed = await call(hub, 'refresh', {}, { cookie: cookie?.value ?? '' });
    expect(refreshed.statusCode).toBe(200);
    expect(cookieOf(refreshed)?.value).not.toBe(cookie?.value);
    cookie = cookieOf(refreshed);
  }
  const { accessToken } = signedIn.json<{ data: SignedInAnswer }>().data;
  const logout = await call(hub, 'logout', {}, { cookie: cookie?.value ?? '' });
  expect(cookieOf(logout)).toMatchObject({ value: '', expires: new Date(0) });
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test.each([{}, { remember: true }])(
  'a cookie with %j is kept as long as its token, also when it is renewed',
  async (asked) => {
    await using hub = await startTestApp();
    const answers = [await call(hub, 'login', { ...ADMIN, ...asked })];
    answers.push(await call(hub, 'refresh', {}, { cookie: answers[0]?.cookies[0]?.value ?? '' }));
    for (const answer of answers) {
      const { data } = answer.json<{ data: SignedInAnswer }>();
      expect(answer.cookies).toEqual([expect.objectContaining({ expires: new Date(data.refreshTokenExpiresAtUtc) })]);
    }
  },
);

test('whether a cookie is kept is no word about the token in the body', async () => {
  await using hub = await startTestApp();
  const login = { method: 'POST', url: '/api/v1/auth/login' } as const;
  const answer = await hub.server.inject({ ...login, payload: { ...ADMIN, remember: false } });
  expect([answer.statusCode, answer.cookies]).toEqual([200, []]);
  expect(answer.json().data.refreshToken).toMatch(/^[\w-]{86}$/);
  const wrong = await hub.server.inject({ ...login, payload: { ...ADMIN, remember: 'sometimes' } });
  expect([wrong.statusCode, wrong.json().error.field]).toEqual([400, 'remember']);
});

describe.each(['login', 'refresh', 'logout'])('%s', (path) => {
  test.each([
    ['no origin', { host: 'hub.example' }],
    ['another origin', { host: 'hub.example', origin: 'https://evil.example' }],
    ['another port', { host: 'hub.example', origin: 'http://hub.example:5173' }],
    ['another scheme', { host: 'hub.example', origin: 'https://hub.example' }],
    ['a longer name', { host: 'hub.example', origin: 'http://hub.example.evil.example' }],
    ['null', { host: 'hub.example', origin: 'null' }],
    [
      'a forwarded host from nobody we trust',
      { host: 'a', 'x-forwarded-host': 'hub.example', origin: 'http://hub.example' },
    ],
  ])('refuses %s and changes nothing', async (_case, headers) => {
    await using hub = await startTestApp({ settings: { Server__TrustedProxies: PROXY } });
    const own = { headers: { ...OWN, host: 'hub.example' } };
    const { value, data } = await signInByCookie(hub, own);
    const answer = await call(hub, path, ADMIN, {
      headers: headers as Record<string, string>,
      cookie: value,
      remoteAddress: '203.0.113.9',
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'origin_not_allowed']);
    expect(answer.cookies).toEqual([]);
    expect(await stateOf(hub, data.accessToken)).toBe('ok');
    expect((await call(hub, 'refresh', {}, { ...own, cookie: value })).statusCode).toBe(200);
  });
});

test.each([
  ['a trusted proxy', {}, { host: 'hub.example', 'x-forwarded-proto': 'https', origin: 'https://hub.example' }, 200],
  [
    'a public address',
    { Server__PublicUrl: 'https://hub.example' },
    { host: 'inner:5121', origin: 'https://hub.example' },
    200,
  ],
  [
    'a proxy that is not trusted',
    { Server__TrustedProxies: undefined },
    { host: 'hub.example', 'x-forwarded-proto': 'https', origin: 'https://hub.example' },
    403,
  ],
] as const)('Secure behind %s', async (_case, settings, headers, status) => {
  await using hub = await startTestApp({ settings: { Server__TrustedProxies: PROXY, ...settings } });
  const { answer, cookie } = await signInByCookie(hub, { headers });
  expect(answer.statusCode).toBe(status);
  if (status === 200) expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict' });
  else expect(cookie).toBeUndefined();
});

test('without a cookie there is no session, whatever the body says', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await hub.login();
  const answer = await call(hub, 'refresh', { refreshToken });
  expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'auth_refresh_token_invalid']);
});

test('the body carrier neither reads the cookie nor touches it', async () => {
  await using hub = await startTestApp();
  const { value, data } = await signInByCookie(hub);
  for (const path of ['refresh', 'logout']) {
    const answer = await hub.server.inject({
      method: 'POST',
      url: `/api/v1/auth/${path}`,
      headers: OWN,
      payload: {},
      cookies: { [COOKIE]: value },
    });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'request_invalid']);
    expect(answer.cookies).toEqual([]);
  }
  const other = await hub.login();
  const logout = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/auth/logout',
    headers: OWN,
    payload: { refreshToken: other.refreshToken },
    cookies: { [COOKIE]: value },
  });
  expect([logout.statusCode, logout.cookies]).toEqual([204, []]);
  expect(await stateOf(hub, data.accessToken)).toBe('ok');
});
