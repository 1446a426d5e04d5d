import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { codeOf, logout, refresh, refreshed, signIn, stateOf } from '../../../test/auth-calls.ts';
import { addUser } from '../../../test/users.ts';
import { DAY, MINUTE } from '../../core/clock.ts';

test('each use starts the life of the token anew, until the session’s own end', async () => {
  await using hub = await startTestApp({
    settings: { Auth__Jwt__RefreshTokenDays: '30', Auth__Sessions__MaxDays: '50' },
  });
  const first = await signIn(hub);
  hub.clock.advance(29 * DAY);
  const second = await refreshed(hub, first.refreshToken);
  expect(second.refreshTokenExpiresAtUtc).toBe(new Date(Date.UTC(2026, 3, 8, 12) + 50 * DAY).toISOString());
  hub.clock.advance(21 * DAY - MINUTE);
  const third = await refreshed(hub, second.refreshToken);
  expect(await stateOf(hub, third.accessToken)).toBe('ok');
  hub.clock.advance(MINUTE);
  expect(await codeOf(refresh(hub, third.refreshToken))).toEqual([401, 'auth_refresh_token_expired']);
  expect(await stateOf(hub, third.accessToken)).toBe('auth_session_ended');
});

test('an expired token is expired, again and again, and ends nothing else', async () => {
  await using hub = await startTestApp();
  const first = await signIn(hub);
  hub.clock.advance(30 * DAY);
  const other = await signIn(hub);
  for (const _time of [1, 2])
    expect(await codeOf(refresh(hub, first.refreshToken))).toEqual([401, 'auth_refresh_token_expired']);
  expect(await stateOf(hub, other.accessToken)).toBe('ok');
});

test('a parent that expired does not yield its unused child', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  hub.clock.advance(29 * DAY);
  const child = await refreshed(hub, refreshToken);
  hub.clock.advance(DAY);
  expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_refresh_token_expired']);
  await refreshed(hub, child.refreshToken);
});

test.each([
  ['a missing property', {}, 400, 'request_invalid'],
  ['null', { refreshToken: null }, 400, 'request_invalid'],
  ['a number', { refreshToken: 7 }, 400, 'request_invalid'],
  ['an empty token', { refreshToken: '' }, 400, 'auth_request_invalid'],
  ['a blank token', { refreshToken: '  ' }, 400, 'auth_request_invalid'],
  ['an unknown token', { refreshToken: 'nobody' }, 401, 'auth_refresh_token_invalid'],
  ['a very long token', { refreshToken: 'x'.repeat(10_000) }, 401, 'auth_refresh_token_invalid'],
  ['the cookie carrier from nowhere', { carrier: 'cookie' }, 403, 'origin_not_allowed'],
])('%s: %d %s', async (_case, payload, status, code) => {
  await using hub = await startTestApp();
  const answer = await hub.server.inject({ method: 'POST', url: '/api/v1/auth/refresh', payload });
  expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
});

test('blanks around a token do not matter', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  await refreshed(hub, `  ${refreshToken}\n`);
});

test('the first thing that is wrong decides: owner gone, disabled, session ended, expired', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db);
  const setUser = (values: object) => hub.db.updateTable('users').set(values).where('id', '=', id).execute();
  const ended = await signIn(hub, username, password);
  await logout(hub, { refreshToken: ended.refreshToken });
  const live = await signIn(hub, username, password);
  expect(await codeOf(refresh(hub, ended.refreshToken))).toEqual([401, 'auth_refresh_token_invalid']);
  hub.clock.advance(30 * DAY);
  expect(await codeOf(refresh(hub, ended.refreshToken))).toEqual([401, 'auth_refresh_token_invalid']);
  expect(await codeOf(refresh(hub, live.refreshToken))).toEqual([401, 'auth_refresh_token_expired']);
  await setUser({ is_active: 0 });
  for (const { refreshToken } of [ended, live]) {
    expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_user_inactive']);
  }
  await hub.db.deleteFrom('users').where('id', '=', id).execute();
  for (const { refreshToken } of [ended, live]) {
    expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_refresh_token_invalid']);
  }
});

test('a disabled owner’s refused token is not used up by that', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db);
  const { refreshToken } = await signIn(hub, username, password);
  await hub.db.updateTable('users').set({ is_active: 0 }).where('id', '=', id).execute();
  expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_user_inactive']);
  await hub.db.updateTable('users').set({ is_active: 1 }).where('id', '=', id).execute();
  await refreshed(hub, refreshToken);
});
