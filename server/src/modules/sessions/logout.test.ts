import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { logout, refresh, refreshed, signIn, stateOf } from '../../../test/auth-calls.ts';
import { HOUR } from '../../core/clock.ts';

test('the access token dies with the session, at once, and the refresh token too', async () => {
  await using hub = await startTestApp();
  const gone = await signIn(hub);
  const other = await signIn(hub);
  expect(await stateOf(hub, gone.accessToken)).toBe('ok');
  const answer = await logout(hub, { refreshToken: gone.refreshToken }, gone.accessToken);
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
  expect(await stateOf(hub, gone.accessToken)).toBe('auth_session_ended');
  expect((await refresh(hub, gone.refreshToken)).json().error.code).toBe('auth_refresh_token_invalid');
  expect(await stateOf(hub, other.accessToken)).toBe('ok');
  await refreshed(hub, other.refreshToken);
});

test('the refresh token alone is enough', async () => {
  await using hub = await startTestApp();
  const { accessToken, refreshToken } = await signIn(hub);
  expect((await logout(hub, { refreshToken })).statusCode).toBe(204);
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test('the access token alone is enough', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await signIn(hub);
  expect((await logout(hub, {}, accessToken)).statusCode).toBe(204);
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test('the access token alone needs no body at all', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await signIn(hub);
  const answer = await hub.server.inject({ method: 'POST', url: '/api/v1/auth/logout', headers: bearer(accessToken) });
  expect(answer.statusCode).toBe(204);
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test('a refresh token that was rotated away still names its session', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  const { accessToken } = await refreshed(hub, refreshToken);
  expect((await logout(hub, { refreshToken })).statusCode).toBe(204);
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test('an expired access token does not keep anybody signed in', async () => {
  await using hub = await startTestApp();
  const { accessToken, refreshToken } = await signIn(hub);
  hub.clock.advance(HOUR);
  expect((await logout(hub, {}, accessToken)).json().error.code).toBe('auth_token_expired');
  expect((await logout(hub, { refreshToken }, accessToken)).statusCode).toBe(204);
  expect((await refresh(hub, refreshToken)).statusCode).toBe(401);
});

test.each([
  ['an unknown token', { refreshToken: 'nobody' }, undefined, 204],
  ['a blank token', { refreshToken: ' ' }, undefined, 204],
  ['nothing', {}, undefined, 400],
  ['null', { refreshToken: null }, undefined, 400],
  ['a key', {}, API_KEY, 401],
  ['garbage', {}, 'a.b.c', 401],
])('%s: %s', async (_case, payload, credential, status) => {
  await using hub = await startTestApp();
  const { accessToken } = await signIn(hub);
  expect((await logout(hub, payload, credential)).statusCode).toBe(status);
  expect(await stateOf(hub, accessToken)).toBe('ok');
});

test('twice is once', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  for (const _time of [1, 2]) expect((await logout(hub, { refreshToken })).statusCode).toBe(204);
});
