import { expect, test } from 'vitest';
import { ADMIN, startTestApp, type TestApp } from '../../../test/app.ts';
import { stateOf } from '../../../test/auth-calls.ts';
import { ANONYMOUS } from '../../core/actor.ts';
import { MINUTE } from '../../core/clock.ts';
import { PERMISSIONS } from '../../core/permissions.ts';
import { createSetup } from './setup.ts';

/** No bootstrap account: the hub waits for its first. */
const EMPTY = { Auth__BootstrapSuperAdmin__Username: undefined, Auth__BootstrapSuperAdmin__Password: undefined };
const ACCOUNT = { username: 'Neko', password: 'a long enough secret' };

const startEmpty = () => startTestApp({ settings: EMPTY });
const complete = (hub: TestApp, payload: object) =>
  hub.server.inject({ method: 'POST', url: '/api/v1/setup', payload });
const setupRequired = async (hub: TestApp) =>
  (await hub.server.inject('/api/v1/system/bootstrap')).json<{ data: { setupRequired: boolean } }>().data.setupRequired;

async function issueToken(hub: TestApp): Promise<string> {
  const token = await hub.app.issueSetupLink();
  if (!token) throw new Error('No setup link was made.');
  return token.reveal();
}

test('the link makes the superAdmin once, signed in, and then nothing', async () => {
  await using hub = await startEmpty();
  expect(await setupRequired(hub)).toBe(true);
  const token = await issueToken(hub);
  const answer = await complete(hub, { token, ...ACCOUNT });
  expect(answer.statusCode).toBe(201);
  expect(answer.json().data.user).toMatchObject({
    username: 'Neko',
    role: 'superAdmin',
    isActive: true,
    permissions: [...PERMISSIONS],
  });
  expect(await stateOf(hub, answer.json().data.accessToken)).toBe('ok');
  expect(await setupRequired(hub)).toBe(false);

  const again = await complete(hub, { token, ...ACCOUNT, username: 'Second' });
  expect([again.statusCode, again.json().error.code]).toEqual([409, 'setup_not_required']);
  expect(await hub.app.issueSetupLink()).toBeUndefined();
  expect((await hub.login('neko', ACCOUNT.password)).user.username).toBe('Neko');
  expect(await hub.db.selectFrom('setup_tokens').selectAll().execute()).toEqual([]);
});

test('whoever makes the first account may have the browser forget it, too', async () => {
  await using hub = await startEmpty();
  const answer = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/setup',
    headers: { host: 'hub.example', origin: 'http://hub.example' },
    payload: { token: await issueToken(hub), ...ACCOUNT, carrier: 'cookie', remember: false },
  });
  expect([answer.statusCode, answer.cookies.length]).toEqual([201, 1]);
  expect(answer.cookies[0]).not.toHaveProperty('expires');
});

test('the token is kept as a hash and is in no log', async () => {
  await using hub = await startEmpty();
  const token = await issueToken(hub);
  await complete(hub, { token: `${token}x`, ...ACCOUNT });
  expect(JSON.stringify(await hub.db.selectFrom('setup_tokens').selectAll().execute())).not.toContain(token);
  expect(hub.log()).not.toContain(token);
});

test.each([
  [30 * MINUTE - 1, 201],
  [30 * MINUTE, 403],
])('after %d ms: %d', async (ms, status) => {
  await using hub = await startEmpty();
  const token = await issueToken(hub);
  hub.clock.advance(ms);
  const answer = await complete(hub, { token, ...ACCOUNT });
  expect(answer.statusCode).toBe(status);
  if (status === 403) expect(answer.json().error.code).toBe('setup_token_invalid');
  expect(await setupRequired(hub)).toBe(status === 403);
});

test('twenty at once with one token make one account', async () => {
  await using hub = await startEmpty();
  const token = await issueToken(hub);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => complete(hub, { token, ...ACCOUNT, username: `neko ${index}` })),
  );
  const statuses = answers.map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(19);
  expect(await hub.db.selectFrom('users').select('role').execute()).toEqual([{ role: 'superAdmin' }]);
});

test('two links at once make one account, and the other link is used up with it', async () => {
  await using hub = await startEmpty();
  const tokens = [await issueToken(hub), await issueToken(hub)];
  const answers = await Promise.all(
    tokens.map((token, index) => complete(hub, { token, ...ACCOUNT, username: `neko ${index}` })),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 409]);
  expect(await hub.db.selectFrom('setup_tokens').selectAll().execute()).toEqual([]);
});

test('who finds the link used up by somebody who was quicker by a moment is told that there is an account', async () => {
  await using hub = await startEmpty();
  const { accounts } = hub.app.services;
  const token = await issueToken(hub);
  const client = { address: '203.0.113.5', userAgent: '', traceId: 'trace' };
  let asked = 0;
  const users = {
    ...accounts,
    // The other one comes between the first look for an account and the look at the link.
    async exist() {
      asked += 1;
      if (asked > 1) return accounts.exist();
      const before = await accounts.exist();
      expect((await complete(hub, { token, ...ACCOUNT })).statusCode).toBe(201);
      return before;
    },
  };
  const late = createSetup({ db: hub.db, clock: hub.clock, users, minPasswordLength: 15 });
  await expect(
    late.complete({ actor: ANONYMOUS, client }, token, 'second', 'a cat looks over the edge'),
  ).rejects.toMatchObject({ code: 'setup_not_required' });
  expect(asked).toBe(2);
});

test.each([
  ['a wrong token', { token: 'x'.repeat(43) }, 403, 'setup_token_invalid'],
  ['a blank token', { token: '' }, 403, 'setup_token_invalid'],
  ['no token', { token: undefined }, 400, 'request_invalid'],
  ['a blank user name', { username: ' ' }, 400, 'user_username_required'],
  ['a long user name', { username: 'x'.repeat(129) }, 400, 'user_username_too_long'],
  ['a blank password', { password: ' '.repeat(20) }, 400, 'user_password_required'],
  ['a short password', { password: 'x'.repeat(14) }, 400, 'user_password_too_short'],
  ['a long password', { password: 'x'.repeat(257) }, 400, 'user_password_too_long'],
  ['a password with the user name', { password: 'neko is my own name' }, 400, 'user_password_contains_username'],
  ['a wrong token before a wrong password', { token: 'x', password: 'x' }, 403, 'setup_token_invalid'],
])('%s: %d %s, and the link stays good', async (_case, fault, status, code) => {
  await using hub = await startEmpty();
  const token = await issueToken(hub);
  const answer = await complete(hub, { token, ...ACCOUNT, ...fault });
  expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  expect(await setupRequired(hub)).toBe(true);
  expect((await complete(hub, { token, ...ACCOUNT })).statusCode).toBe(201);
});

test('the account of the settings is made once: case kept, everything granted; later starts change nothing', async () => {
  await using first = await startTestApp({ settings: { Auth__BootstrapSuperAdmin__Username: ' Admin ' } });
  const { database } = first;
  expect(await setupRequired(first)).toBe(false);
  const { user } = await first.login('ADMIN', ADMIN.password);
  expect(user).toMatchObject({ username: 'Admin', role: 'superAdmin' });
  expect(await first.db.selectFrom('user_permissions').select('permission').execute()).toHaveLength(PERMISSIONS.length);

  const settings = { Auth__BootstrapSuperAdmin__Username: 'second', Auth__BootstrapSuperAdmin__Password: 'another' };
  await using second = await startTestApp({ database, settings });
  expect((await second.login('admin', ADMIN.password)).user.id).toBe(user.id);
  await expect(second.login('second', 'another')).rejects.toThrow('auth_invalid_credentials');
});
