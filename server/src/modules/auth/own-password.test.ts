import { expect, test } from 'vitest';
import { keyState, makeKey } from '../../../test/api-keys.ts';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { codeOf, countThrottled, refresh, refreshed, signIn, stateOf, tryLogin } from '../../../test/auth-calls.ts';
import { call, outcome } from '../../../test/people.ts';
import { addUser } from '../../../test/users.ts';
import { SECOND } from '../../core/clock.ts';

const NEXT = 'a cat looks over the edge';

const change = (hub: TestApp, accessToken: string, currentPassword: string, newPassword = NEXT) =>
  call(hub, accessToken, 'POST /auth/change-password', { currentPassword, newPassword });

const lastEvent = (hub: TestApp) =>
  hub.db.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow();

const storedHash = async (hub: TestApp, id: string) =>
  (await hub.db.selectFrom('users').selectAll().execute()).find((user) => user.id === id)?.password_hash;

test('the new password counts, all other sessions end with their refresh tokens, this one and keys go on', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db, { permissions: ['assets.read'] });
  const present = await signIn(hub, mika.username, mika.password);
  const others = [await signIn(hub, mika.username, mika.password), await signIn(hub, mika.username, mika.password)];
  const stranger = await signIn(hub);
  const { key } = await makeKey(hub, present.accessToken);

  expect(await outcome(change(hub, present.accessToken, mika.password))).toBe('204');
  expect(await lastEvent(hub)).toMatchObject({
    action: 'user.change_password',
    outcome: 'success',
    actor_id: mika.id,
    target_kind: 'user',
    target_id: mika.id,
    target_name: 'mika',
  });
  for (const { accessToken, refreshToken } of others) {
    expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
    expect(await codeOf(refresh(hub, refreshToken))).toEqual([401, 'auth_refresh_token_invalid']);
  }
  expect(await stateOf(hub, present.accessToken)).toBe('ok');
  await refreshed(hub, present.refreshToken);
  expect(await keyState(hub, key)).toBe('ok');
  expect(await stateOf(hub, stranger.accessToken)).toBe('ok');

  expect((await tryLogin(hub, mika.username, mika.password)).statusCode).toBe(401);
  expect((await tryLogin(hub, mika.username, NEXT)).statusCode).toBe(200);
  const record = JSON.stringify(await hub.db.selectFrom('audit_events').selectAll().execute());
  for (const secret of [mika.password, NEXT]) expect(`${record}${hub.log()}`).not.toContain(secret);
});

test('a wrong current password is refused and recorded, and changes nothing', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db);
  const [present, other] = [
    await signIn(hub, mika.username, mika.password),
    await signIn(hub, mika.username, mika.password),
  ];
  const before = await storedHash(hub, mika.id);
  const answer = await change(hub, present.accessToken, 'not her password');
  expect([answer.statusCode, answer.json().error]).toEqual([
    403,
    expect.objectContaining({ code: 'auth_current_password_wrong', field: 'currentPassword' }),
  ]);
  const event = await lastEvent(hub);
  expect(event).toMatchObject({
    action: 'user.change_password',
    outcome: 'refused',
    actor_id: mika.id,
    target_id: mika.id,
  });
  expect(JSON.parse(event.details_json)).toMatchObject({ code: 'auth_current_password_wrong' });
  expect(await storedHash(hub, mika.id)).toBe(before);
  expect(await stateOf(hub, other.accessToken)).toBe('ok');
});

test('guessing the current password is slowed down as signing in is, and the two count together', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db);
  const { accessToken } = await signIn(hub, mika.username, mika.password);
  const WRONG = '403 auth_current_password_wrong';
  for (let failure = 1; failure <= 3; failure += 1)
    expect(await outcome(change(hub, accessToken, 'wrong'))).toBe(WRONG);
  for (let failure = 4; failure <= 5; failure += 1) await tryLogin(hub, mika.username, 'wrong', '127.0.0.1');
  expect(countThrottled(hub)).toBe(0);
  expect(await outcome(change(hub, accessToken, mika.password))).toBe(WRONG);
  expect((await tryLogin(hub, mika.username, mika.password, '127.0.0.1')).statusCode).toBe(401);
  // Neither compared a password.
  expect(countThrottled(hub)).toBe(2);
  hub.clock.advance(SECOND);
  expect(await outcome(change(hub, accessToken, mika.password))).toBe('204');
});

test.each([
  ['', 'user_password_required'],
  ['x'.repeat(14), 'user_password_too_short'],
  ['x'.repeat(257), 'user_password_too_long'],
  ['passwordpassword', 'user_password_common'],
  ['my name is MIKA, hello', 'user_password_contains_username'],
])('the new password %j is refused: %s', async (next, code) => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db);
  const { accessToken } = await signIn(hub, mika.username, mika.password);
  const before = await storedHash(hub, mika.id);
  for (const current of [mika.password, 'wrong']) {
    const answer = await change(hub, accessToken, current, next);
    expect([answer.statusCode, answer.json().error]).toEqual([
      400,
      expect.objectContaining({ code, field: 'newPassword' }),
    ]);
  }
  expect(await storedHash(hub, mika.id)).toBe(before);
  // The current one was not looked at: nobody finds it out that way.
  expect(await hub.db.selectFrom('login_failures').selectAll().execute()).toEqual([]);
});

test('of changes at the same time one is made', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db);
  const { accessToken } = await signIn(hub, mika.username, mika.password);
  const wanted = Array.from({ length: 4 }, (_, index) => `${NEXT} ${index}`);
  const outcomes = await Promise.all(wanted.map((next) => outcome(change(hub, accessToken, mika.password, next))));
  expect(outcomes.toSorted()).toEqual(['204', ...Array(3).fill('403 auth_current_password_wrong')]);
  const winner = wanted[outcomes.indexOf('204')] ?? '';
  expect((await tryLogin(hub, mika.username, winner, '192.0.2.7')).statusCode).toBe(200);
});
