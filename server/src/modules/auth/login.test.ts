import { expect, test } from 'vitest';
import { ADMIN, startTestApp } from '../../../test/app.ts';
import { tryLogin } from '../../../test/auth-calls.ts';
import { addUser } from '../../../test/users.ts';
import { SIGN_IN_REFUSAL_MS } from '../../http/errors.ts';

const withoutTraceId = (body: string) => body.replace(/"traceId":"[^"]*"/, '');

test.each([
  [ADMIN.username, ADMIN.password, 200, undefined],
  ['  ADMIN ', ADMIN.password, 200, undefined],
  [ADMIN.username, ` ${ADMIN.password}`, 401, 'auth_invalid_credentials'],
  [ADMIN.username, ADMIN.password.toUpperCase(), 401, 'auth_invalid_credentials'],
  [ADMIN.username, '', 401, 'auth_invalid_credentials'],
  ['', ADMIN.password, 401, 'auth_invalid_credentials'],
  [' ', ' ', 401, 'auth_invalid_credentials'],
  ['nobody', ADMIN.password, 401, 'auth_invalid_credentials'],
  ["admin' or '1'='1", "' or '1'='1", 401, 'auth_invalid_credentials'],
  ['admin%', ADMIN.password, 401, 'auth_invalid_credentials'],
  [ADMIN.username, 'x'.repeat(10_000), 401, 'auth_invalid_credentials'],
  ['x'.repeat(10_000), ADMIN.password, 401, 'auth_invalid_credentials'],
])('%j with %j: %d %s', async (username, password, status, code) => {
  await using hub = await startTestApp();
  const answer = await tryLogin(hub, username, password);
  expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
});

test('whether or not an account is there, a refusal is answered so late that writing it into the record cannot be seen', async () => {
  await using hub = await startTestApp();
  await tryLogin(hub, 'nobody', 'wrong');
  await tryLogin(hub, 'nobody-else', 'wrong');
  await tryLogin(hub, ADMIN.username, 'wrong');
  // The second of these was only counted.
  const refused = hub.db.selectFrom('audit_events').select('seq').where('outcome', '=', 'refused');
  expect(await refused.execute()).toHaveLength(2);
  expect(hub.clock.sleeps).toEqual([SIGN_IN_REFUSAL_MS, SIGN_IN_REFUSAL_MS, SIGN_IN_REFUSAL_MS]);
});

test('unknown user, wrong password and a throttled attempt with the right one have one answer', async () => {
  await using hub = await startTestApp({ settings: { Auth__Throttle__FreeFailures: '1' } });
  const answers = [
    await tryLogin(hub, 'nobody', 'wrong'),
    await tryLogin(hub, ADMIN.username, 'wrong'),
    await tryLogin(hub, ADMIN.username, ADMIN.password),
    await tryLogin(hub, 'nobody', 'wrong'),
  ];
  const shapes = answers.map(({ statusCode, body, headers }) => [
    statusCode,
    withoutTraceId(body),
    Object.keys(headers).toSorted(),
  ]);
  expect(shapes[0]).toEqual([401, expect.stringContaining('"code":"auth_invalid_credentials"'), expect.anything()]);
  for (const shape of shapes) expect(shape).toEqual(shapes[0]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(answers.length);
});

test('a disabled account: only who knows the password learns of it', async () => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db, { isActive: false });
  expect((await tryLogin(hub, username, 'wrong')).json().error.code).toBe('auth_invalid_credentials');
  const answer = await tryLogin(hub, username, password);
  expect([answer.statusCode, answer.json().error.code]).toEqual([401, 'auth_user_inactive']);
  expect(await hub.db.selectFrom('sessions').selectAll().execute()).toEqual([]);
});

test('200 right sign-ins at once all succeed, each with a session of its own', async () => {
  await using hub = await startTestApp({ settings: { Auth__Sessions__MaxPerUser: '200' } });
  const { username, password } = await addUser(hub.db);
  const pings = Array.from({ length: 20 }, () => hub.server.inject('/api/v1/system/ping'));
  const answers = await Promise.all(Array.from({ length: 200 }, () => tryLogin(hub, username, password)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(200).fill(200));
  expect(new Set(answers.map((answer) => answer.json().data.refreshToken)).size).toBe(200);
  expect((await Promise.all(pings)).map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
});

test('who finds no place in the queue is told when to come back, and everybody else gets in', async () => {
  await using hub = await startTestApp({ settings: { Auth__PasswordHashing__MaxWaiting: '1' } });
  const users = await Promise.all(
    Array.from({ length: 40 }, (_, index) => addUser(hub.db, { username: `user ${index}` })),
  );
  // From a network each, as those of one wait for each other before.
  const answers = await Promise.all(
    users.map(({ username, password }, index) => tryLogin(hub, username, password, `203.0.${index}.5`)),
  );
  const turnedAway = answers.filter(({ statusCode }) => statusCode !== 200);
  expect(turnedAway.length).toBeGreaterThan(0);
  expect(turnedAway.length).toBeLessThan(40);
  for (const answer of turnedAway) {
    expect([answer.statusCode, answer.json().error.code, answer.headers['retry-after']]).toEqual([
      503,
      'server_busy',
      '5',
    ]);
  }
  // Nobody who was turned away is taken for a guesser.
  expect(await hub.db.selectFrom('login_failures').selectAll().execute()).toEqual([]);
});
