import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { recordedEvents } from '../../../test/audit-events.ts';
import { codeOf, refresh, refreshed, signIn, stateOf } from '../../../test/auth-calls.ts';
import { decodeToken } from '../../../test/tokens.ts';
import { DAY, SECOND } from '../../core/clock.ts';
import { sha256Hex } from '../../core/hashing.ts';

test('50 at once with one token: one child, 50 equal answers', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(hub, refreshToken)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  const rows = await hub.db.selectFrom('refresh_tokens').select(['parent_id', 'child_id']).execute();
  expect(rows).toHaveLength(2);
  expect(rows.filter((row) => row.child_id !== null)).toHaveLength(1);
});

test('within 10 s of its first use a token gets the same answer again, also when its child was used', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  const first = await refresh(hub, refreshToken);
  hub.clock.advance(9 * SECOND);
  expect((await refresh(hub, refreshToken)).body).toBe(first.body);
  const child = first.json().data.refreshToken;
  await refreshed(hub, child);
  hub.clock.advance(SECOND - 1);
  expect((await refresh(hub, refreshToken)).body).toBe(first.body);
});

test('the window begins with the first use: asking again does not make it longer', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  const child = await refreshed(hub, refreshToken);
  hub.clock.advance(9 * SECOND);
  await refreshed(hub, refreshToken);
  await refreshed(hub, child.refreshToken);
  hub.clock.advance(SECOND);
  expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_refresh_token_reused']);
});

test('a parent whose child was never used yields that child again, days later, with a new access token', async () => {
  await using hub = await startTestApp();
  const { refreshToken } = await signIn(hub);
  const lost = await refreshed(hub, refreshToken);
  hub.clock.advance(3 * DAY);
  const found = await refreshed(hub, refreshToken);
  expect(found.refreshToken).toBe(lost.refreshToken);
  expect(found.refreshTokenExpiresAtUtc).toBe(lost.refreshTokenExpiresAtUtc);
  expect(found.accessToken).not.toBe(lost.accessToken);
  expect(await stateOf(hub, found.accessToken)).toBe('ok');
  await refreshed(hub, found.refreshToken);
  hub.clock.advance(10 * SECOND);
  expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_refresh_token_reused']);
});

test('an older token ends its session and no other', async () => {
  await using hub = await startTestApp();
  const stolen = await signIn(hub);
  const other = await signIn(hub);
  const child = await refreshed(hub, stolen.refreshToken);
  const grandchild = await refreshed(hub, child.refreshToken);
  hub.clock.advance(10 * SECOND);
  // Looked up right before: what is remembered of it must not outlive the session.
  expect(await stateOf(hub, grandchild.accessToken)).toBe('ok');
  expect(await codeOf(refresh(hub, stolen.refreshToken))).toEqual([401, 'auth_refresh_token_reused']);
  for (const { accessToken, refreshToken } of [stolen, child, grandchild]) {
    expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
    expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_refresh_token_reused']);
  }
  expect(await stateOf(hub, other.accessToken)).toBe('ok');
  await refreshed(hub, other.refreshToken);
});

test('tokens are kept as a hash, and sealed only as long as an answer may have to be given again', async () => {
  await using hub = await startTestApp();
  const first = await signIn(hub);
  const second = await refreshed(hub, first.refreshToken);
  const rowOf = (token: string) =>
    hub.db
      .selectFrom('refresh_tokens')
      .selectAll()
      .where('token_hash', '=', sha256Hex(token))
      .executeTakeFirstOrThrow();
  const all = JSON.stringify(await hub.db.selectFrom('refresh_tokens').selectAll().execute());
  for (const { refreshToken, accessToken } of [first, second]) {
    expect(all).not.toContain(refreshToken);
    expect(all).not.toContain(accessToken);
  }
  expect((await rowOf(second.refreshToken)).sealed_token).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);

  // Used outside its parent's window: nobody can ask for it again.
  hub.clock.advance(10 * SECOND);
  const third = await refreshed(hub, second.refreshToken);
  expect((await rowOf(second.refreshToken)).sealed_token).toBeNull();
  // Used inside it: kept for that long, then dropped by the next use of the session's tokens or the next tidying-up.
  const fourth = await refreshed(hub, third.refreshToken);
  expect((await rowOf(third.refreshToken)).sealed_token).not.toBeNull();
  expect((await refreshed(hub, second.refreshToken)).refreshToken).toBe(third.refreshToken);
  expect((await rowOf(fourth.refreshToken)).sealed_token).not.toBeNull();
});

test('signing in beyond the limit ends the session that was idle longest, which is recorded', async () => {
  await using hub = await startTestApp({ settings: { Auth__Sessions__MaxPerUser: '2' } });
  const oldest = await signIn(hub);
  hub.clock.advance(SECOND);
  const idle = await signIn(hub);
  hub.clock.advance(SECOND);
  const active = await refreshed(hub, oldest.refreshToken);
  hub.clock.advance(SECOND);
  const newest = await signIn(hub);
  expect(await Promise.all([idle, active, newest].map(({ accessToken }) => stateOf(hub, accessToken)))).toEqual([
    'auth_session_ended',
    'ok',
    'ok',
  ]);
  expect(await codeOf(refresh(hub, idle.refreshToken))).toEqual([401, 'auth_refresh_token_invalid']);
  const sidOf = ({ accessToken }: { accessToken: string }) => String(decodeToken(accessToken).payload.sid);
  const ends = (await recordedEvents(hub)).filter(({ action }) => action === 'session.end');
  expect(ends).toMatchObject([
    {
      actor_name: 'admin',
      credential: `session:${sidOf(newest)}`,
      target_id: sidOf(idle),
      details: { userId: newest.user.id, reason: 'limit' },
    },
  ]);
});
