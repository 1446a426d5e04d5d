import { describe, expect, test } from 'vitest';
import { call, gatherPeople, outcome, type People, type PersonName, superAdminId } from '../../../test/people.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';
import { newId } from '../../core/ids.ts';

let people: People;
const hub = shareTestApp({}, async (app) => {
  people = await gatherPeople(app);
});

/** Whose account it is about; a fresh one for each case but the superAdmin's, and what each caller has for its own. */
type Target = 'user' | 'admin' | 'superAdmin' | 'nobody';
type Expected = Readonly<Record<'helper' | 'admin' | 'superAdmin' | 'environmentKey' | 'managedKey', string>>;

const MANAGE = '403 user_manage_forbidden';
const NOT_FOUND = '404 user_not_found';
const SUPER = '403 user_manage_super_admin_forbidden';
const password = 'a cat looks over the edge';

/** The same for everybody who has the permission. */
const all = (code: string): Expected => expectedOf(code, code, code, code, code);
const expectedOf = (
  helper: string,
  admin: string,
  superAdmin: string,
  environmentKey: string,
  managedKey = environmentKey,
): Expected => ({ helper, admin, superAdmin, environmentKey, managedKey });

const onUser = (code: string) => expectedOf(MANAGE, code, code, code);
const onAdmin = (code: string) => expectedOf(MANAGE, MANAGE, code, code);
const onSuperAdmin = (own: string, key = SUPER) => expectedOf(MANAGE, MANAGE, own, key);

const ROWS: readonly [route: string, target: Target, payload: object | undefined, expected: Expected][] = [
  ['GET /users', 'user', undefined, all('200')],
  ['GET /users?page=1', 'user', undefined, all('200')],
  ['GET /users/ID', 'user', undefined, onUser('200')],
  ['GET /users/ID', 'admin', undefined, onAdmin('200')],
  ['GET /users/ID', 'superAdmin', undefined, onSuperAdmin('200', '200')],
  ['GET /users/ID', 'nobody', undefined, all(NOT_FOUND)],
  [
    'POST /users',
    'nobody',
    { username: 'NAME', password, role: 'user' },
    expectedOf('403 user_create_forbidden', '201', '201', '201'),
  ],
  [
    'POST /users',
    'nobody',
    { username: 'NAME', password, role: 'admin' },
    expectedOf('403 user_create_forbidden', '403 user_create_forbidden', '201', '201'),
  ],
  [
    'POST /users',
    'nobody',
    { username: 'NAME', password, role: 'superAdmin' },
    all('403 user_super_admin_create_forbidden'),
  ],
  ['PATCH /users/ID', 'user', { username: 'NAME' }, onUser('200')],
  ['PATCH /users/ID', 'user', { isActive: false }, onUser('200')],
  ['PATCH /users/ID', 'user', { role: 'admin' }, expectedOf(MANAGE, '403 user_role_change_forbidden', '200', '200')],
  [
    'PATCH /users/ID',
    'user',
    { role: 'superAdmin' },
    expectedOf(MANAGE, ...three('403 user_super_admin_promote_forbidden')),
  ],
  ['PATCH /users/ID', 'admin', { role: 'user' }, onAdmin('200')],
  ['PATCH /users/ID', 'superAdmin', {}, onSuperAdmin('200')],
  ['PATCH /users/ID', 'superAdmin', { role: 'admin' }, onSuperAdmin('403 user_super_admin_role_change_forbidden')],
  ['PATCH /users/ID', 'superAdmin', { isActive: false }, onSuperAdmin('403 user_super_admin_disable_forbidden')],
  ['PATCH /users/ID', 'nobody', {}, all(NOT_FOUND)],
  ['POST /users/ID/status', 'user', { isActive: false }, onUser('200')],
  ['POST /users/ID/status', 'admin', { isActive: false }, onAdmin('200')],
  ['POST /users/ID/status', 'superAdmin', { isActive: false }, onSuperAdmin('403 user_super_admin_disable_forbidden')],
  ['POST /users/ID/status', 'superAdmin', { isActive: true }, onSuperAdmin('200')],
  ['POST /users/ID/status', 'nobody', { isActive: true }, all(NOT_FOUND)],
  ['POST /users/ID/reset-password', 'user', { newPassword: password }, onUser('204')],
  ['POST /users/ID/reset-password', 'admin', { newPassword: password }, onAdmin('204')],
  [
    'POST /users/ID/reset-password',
    'superAdmin',
    { newPassword: 'short' },
    onSuperAdmin('400 user_password_too_short'),
  ],
  ['POST /users/ID/reset-password', 'nobody', { newPassword: password }, all(NOT_FOUND)],
  ['PATCH /users/ID/permissions', 'user', { permissions: ['assets.read'] }, onUser('200')],
  ['PATCH /users/ID/permissions', 'admin', { permissions: [] }, onAdmin('200')],
  [
    'PATCH /users/ID/permissions',
    'superAdmin',
    { permissions: [] },
    onSuperAdmin('403 user_super_admin_permissions_forbidden'),
  ],
  ['PATCH /users/ID/permissions', 'nobody', { permissions: [] }, all(NOT_FOUND)],
  ['DELETE /users/ID', 'user', undefined, onUser('204')],
  ['DELETE /users/ID', 'admin', undefined, onAdmin('204')],
  ['DELETE /users/ID', 'superAdmin', undefined, onSuperAdmin('403 user_super_admin_delete_forbidden')],
  ['DELETE /users/ID', 'nobody', undefined, all(NOT_FOUND)],
  ['GET /users/ID/sessions', 'user', undefined, onUser('200')],
  ['GET /users/ID/sessions', 'admin', undefined, onAdmin('200')],
  ['GET /users/ID/sessions', 'superAdmin', undefined, onSuperAdmin('200')],
  ['GET /users/ID/sessions', 'nobody', undefined, all(NOT_FOUND)],
  ['DELETE /users/ID/sessions', 'user', undefined, onUser('200')],
  ['DELETE /users/ID/sessions', 'admin', undefined, onAdmin('200')],
  ['DELETE /users/ID/sessions', 'nobody', undefined, all(NOT_FOUND)],
  [`DELETE /users/ID/sessions/${newId()}`, 'user', undefined, onUser('404 session_not_found')],
  [`DELETE /users/ID/sessions/${newId()}`, 'superAdmin', undefined, onSuperAdmin('404 session_not_found')],
];

function three(code: string): [string, string, string] {
  return [code, code, code];
}

let counter = 0;
async function idOf(target: Target): Promise<string> {
  if (target === 'nobody') return newId();
  if (target === 'superAdmin') return superAdminId(hub());
  counter += 1;
  return (await addUser(hub().db, { username: `target-${counter}`, role: target })).id;
}

async function ask(name: PersonName, route: string, target: Target, payload: object | undefined): Promise<string> {
  const id = await idOf(target);
  const named = payload && 'username' in payload ? { ...payload, username: `new-${id}` } : payload;
  return outcome(call(hub(), people[name].credential, route.replace('ID', id), named));
}

describe.each(ROWS)('%s of %s with %j', (route, target, payload, expected) => {
  test.each(Object.entries(expected) as [PersonName, string][])('by %s: %s', async (name, code) => {
    expect(await ask(name, route, target, payload)).toBe(code);
  });
  test('by somebody without the permission or a credential', async () => {
    expect(await ask('anonymous', route, target, payload)).toBe('401 api_key_missing');
    expect(await ask('plain', route, target, payload)).toBe('403 auth_forbidden');
  });
});

test('nobody lost the superAdmin', async () => {
  expect(await outcome(call(hub(), people.superAdmin.credential, 'GET /auth/me'))).toBe('200');
});

describe.each([
  ['GET /users/ID', '200'],
  ['PATCH /users/ID', MANAGE],
  ['POST /users/ID/status', MANAGE],
  ['POST /users/ID/reset-password', MANAGE],
  ['PATCH /users/ID/permissions', MANAGE],
  ['DELETE /users/ID', MANAGE],
  ['GET /users/ID/sessions', MANAGE],
])('an admin and its own account: %s', (route, code) => {
  test(code, async () => {
    const { credential, account } = people.admin;
    const payload = route.startsWith('P') ? { isActive: false, newPassword: password, permissions: [] } : undefined;
    expect(await outcome(call(hub(), credential, route.replace('ID', account?.id ?? ''), payload))).toBe(code);
  });
});

describe.each([
  ['GET /auth/sessions', '200'],
  ['DELETE /auth/sessions', '200'],
  [`DELETE /auth/sessions/${newId()}`, '404 session_not_found'],
  ['POST /auth/change-password', '400 request_invalid'],
])('%s is for people who are signed in', (route, code) => {
  test.each([
    ['anonymous', '401 auth_unauthorized'],
    ['plain', code],
    ['superAdmin', code],
    ['environmentKey', '401 auth_unauthorized'],
    ['managedKey', '401 auth_unauthorized'],
  ] as const)('%s: %s', async (name, expected) => {
    expect(await outcome(call(hub(), people[name].credential, route))).toBe(expected);
  });
});
