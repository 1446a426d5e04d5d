import { describe, expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { API_KEY, startTestApp, type TestApp } from '../../../test/app.ts';
import { refresh, signIn, tryLogin } from '../../../test/auth-calls.ts';
import { call, outcome } from '../../../test/people.ts';
import { addUser } from '../../../test/users.ts';
import { SECOND } from '../../core/clock.ts';
import type { AuditEventAnswer } from '../audit/schema.ts';

/** An admin who may read pictures and people, with a session and a key that may do the same. */
async function addOwner(hub: TestApp) {
  const permissions = ['assets.read', 'users.read'] as const;
  const account = await addUser(hub.db, { role: 'admin', permissions });
  const { accessToken, refreshToken } = await signIn(hub, account.username, account.password);
  const { key, apiKey } = await makeKey(hub, accessToken, { permissions: [...permissions] });
  const other = await addUser(hub.db, { username: 'somebody' });
  return { id: account.id, keyId: apiKey.id, accessToken, refreshToken, key, other: other.id };
}

type Owner = Awaited<ReturnType<typeof addOwner>>;

/** What session and key are good for: looking at pictures, and at somebody else's account, which needs rank as well. */
async function stateOf(hub: TestApp, { accessToken, key, other }: Owner) {
  const ask = async (credential: string) => [
    await outcome(call(hub, credential, 'GET /assets')),
    await outcome(call(hub, credential, `GET /users/${other}`)),
  ];
  return { session: await ask(accessToken), key: await ask(key) };
}

const both = (code: string) => [code, code];
const GOOD = both('200');
const REFUSED = '401 auth_refresh_token_invalid';
const LACKS = '403 auth_forbidden';
const everyUsersPermission = ['assets.read', 'users.read', 'users.update', 'users.create'];

interface Change {
  /** What the superAdmin asks for, in turn; ID and KEY are the owner's. */
  readonly requests: readonly (readonly [route: string, payload?: object])[];
  readonly session: string[];
  readonly key: string[];
  readonly refreshed: string;
}

const CHANGES: Readonly<Record<string, Change>> = {
  'an account that is disabled': {
    requests: [['POST /users/ID/status', { isActive: false }]],
    session: both('401 auth_unauthorized'),
    key: both('401 api_key_invalid'),
    refreshed: '401 auth_user_inactive',
  },
  'an account that is disabled by the way': {
    requests: [['PATCH /users/ID', { isActive: false }]],
    session: both('401 auth_unauthorized'),
    key: both('401 api_key_invalid'),
    refreshed: '401 auth_user_inactive',
  },
  'an account that is disabled and enabled again, which brings no session back': {
    requests: [
      ['POST /users/ID/status', { isActive: false }],
      ['POST /users/ID/status', { isActive: true }],
    ],
    session: both('401 auth_session_ended'),
    key: GOOD,
    refreshed: REFUSED,
  },
  'an account that is deleted': {
    requests: [['DELETE /users/ID']],
    session: both('401 auth_session_ended'),
    key: both('401 api_key_invalid'),
    refreshed: REFUSED,
  },
  'a password that is reset': {
    requests: [['POST /users/ID/reset-password', { newPassword: 'a cat looks over the edge' }]],
    session: both('401 auth_session_ended'),
    key: GOOD,
    refreshed: REFUSED,
  },
  'sessions that are ended': {
    requests: [['DELETE /users/ID/sessions']],
    session: both('401 auth_session_ended'),
    key: GOOD,
    refreshed: REFUSED,
  },
  'a permission that is taken': {
    requests: [['PATCH /users/ID/permissions', { permissions: ['users.read'] }]],
    session: [LACKS, '200'],
    key: [LACKS, '200'],
    refreshed: '200',
  },
  'a role that is taken with its permissions': {
    requests: [['PATCH /users/ID', { role: 'user' }]],
    session: ['200', LACKS],
    key: ['200', LACKS],
    refreshed: '200',
  },
  'a role that is taken, from one who gets the permissions back': {
    requests: [
      ['PATCH /users/ID', { role: 'user' }],
      ['PATCH /users/ID/permissions', { permissions: everyUsersPermission }],
    ],
    session: ['200', '403 user_manage_forbidden'],
    key: ['200', '403 user_manage_forbidden'],
    refreshed: '200',
  },
  'a key that is revoked': {
    requests: [['DELETE /api-keys/KEY']],
    session: GOOD,
    key: both('401 api_key_revoked'),
    refreshed: '200',
  },
};

/** Fails when one is refused. */
async function make(hub: TestApp, { requests }: Change, { id, keyId }: Owner): Promise<void> {
  const { accessToken } = await hub.login();
  for (const [route, payload] of requests) {
    const done = await outcome(call(hub, accessToken, route.replace('ID', id).replace('KEY', keyId), payload));
    expect([route, done]).toEqual([route, expect.stringMatching(/^20[04]$/)]);
  }
}

/** The codes of all answers that refuse. */
const codesOf = ({ session, key }: { session: string[]; key: string[] }): Set<string> =>
  new Set([...session, ...key].flatMap((answer) => answer.split(' ')[1] ?? []));

/** What the record says was refused, each answer once. */
async function recordedRefusals(hub: TestApp): Promise<Set<string>> {
  await hub.app.services.audit.flush();
  const { accessToken } = await hub.login();
  const answer = await call(hub, accessToken, 'GET /audit?outcome=refused');
  const { items } = answer.json<{ data: { items: AuditEventAnswer[] } }>().data;
  return new Set(items.map(({ details }) => String(details.code)));
}

describe.each(Object.entries(CHANGES))('%s', (_name, change) => {
  const after = { session: change.session, key: change.key };

  test('counts on the very next request', async () => {
    await using hub = await startTestApp();
    const owner = await addOwner(hub);
    expect(await stateOf(hub, owner)).toEqual({ session: GOOD, key: GOOD });
    await make(hub, change, owner);
    expect(await stateOf(hub, owner)).toEqual(after);
    expect(await recordedRefusals(hub)).toEqual(codesOf(after));
    expect(await outcome(refresh(hub, owner.refreshToken))).toBe(change.refreshed);
  });

  test('counts within 5 s on a second instance, and for refresh tokens at once', async () => {
    await using here = await startTestApp();
    await using there = await startTestApp({ database: here.database, clock: here.clock });
    const owner = await addOwner(here);
    expect(await stateOf(there, owner)).toEqual({ session: GOOD, key: GOOD });
    await make(here, change, owner);
    expect(await outcome(refresh(there, owner.refreshToken))).toBe(change.refreshed);
    here.clock.advance(5 * SECOND);
    expect(await stateOf(there, owner)).toEqual(after);
  });
});

test('somebody who is deleted while signing in and while keys are made gets neither, without a failure', async () => {
  await using hub = await startTestApp();
  const root = (await hub.login()).accessToken;
  const seen = new Set<string>();
  const note = async (what: string, request: ReturnType<typeof call>) => seen.add(`${what} ${await outcome(request)}`);
  for (const username of ['ada', 'bo', 'cy', 'di', 'ed']) {
    const { id, password } = await addUser(hub.db, { username, permissions: ['assets.read'] });
    const { accessToken } = await signIn(hub, username, password);
    const key = { name: 'a key', preset: 'readOnly' };
    await Promise.all([
      ...['10.0.1.1', '10.0.2.1', '10.0.3.1'].map((from) => note('sign-in', tryLogin(hub, username, password, from))),
      note('own key', call(hub, accessToken, 'POST /api-keys', key)),
      note('key', call(hub, API_KEY, 'POST /api-keys', { ...key, ownerId: id })),
      note('deletion', call(hub, root, `DELETE /users/${id}`)),
    ]);
  }
  // Whoever came first had it, for as long as the account was there.
  const allowed = ['200', '401 auth_invalid_credentials', '201', '404 user_not_found', '401 auth_session_ended', '204'];
  expect([...seen].filter((what) => !allowed.some((code) => what.endsWith(` ${code}`)))).toEqual([]);
  expect(seen).toContain('sign-in 401 auth_invalid_credentials');
  expect(await hub.db.selectFrom('users').select('username').execute()).toEqual([{ username: 'admin' }]);
});

test('what somebody is given counts on the very next request as well, and in the second instance within 5 s', async () => {
  await using here = await startTestApp();
  await using there = await startTestApp({ database: here.database, clock: here.clock });
  const { id, username, password } = await addUser(here.db);
  const { accessToken } = await signIn(here, username, password);
  const states = async () => [
    await outcome(call(here, accessToken, 'GET /assets')),
    await outcome(call(there, accessToken, 'GET /assets')),
  ];
  expect(await states()).toEqual([LACKS, LACKS]);
  const root = (await here.login()).accessToken;
  await call(here, root, `PATCH /users/${id}/permissions`, { permissions: ['assets.read'] });
  expect((await states())[0]).toBe('200');
  here.clock.advance(5 * SECOND);
  expect(await states()).toEqual(['200', '200']);
});
