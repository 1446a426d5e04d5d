import { expect, test } from 'vitest';
import { API_KEY, startTestApp, type TestApp } from '../../../test/app.ts';
import { tryLogin } from '../../../test/auth-calls.ts';
import { call, outcome } from '../../../test/people.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';
import { PERMISSIONS, type Permission } from '../../core/permissions.ts';
import type { User } from './schema.ts';

const hub = shareTestApp();

const PASSWORD = 'a cat looks over the edge';
let counter = 0;
const freshName = () => {
  counter += 1;
  return `made-${counter}`;
};

const make = (app: TestApp, request: object, credential = API_KEY) =>
  call(app, credential, 'POST /users', { username: freshName(), password: PASSWORD, role: 'user', ...request });

/** An admin with exactly these permissions, signed in. */
async function adminWith(permissions: readonly Permission[]): Promise<string> {
  const { username, password } = await addUser(hub().db, { username: freshName(), role: 'admin', permissions });
  return (await hub().login(username, password)).accessToken;
}

const MANAGING: readonly Permission[] = ['users.create', 'users.update', 'users.managePermissions'];

test.each<[request: object, made: Partial<User>]>([
  [{}, { role: 'user', isActive: true, permissions: ['assets.read'] }],
  [
    { permissions: null, isActive: null },
    { isActive: true, permissions: ['assets.read'] },
  ],
  [{ permissions: [] }, { permissions: ['assets.read'] }],
  [
    { permissions: [' assets.update ', 'assets.read', 'assets.read', 'no.such'] },
    { permissions: ['assets.read', 'assets.update'] },
  ],
  [{ permissions: ['no.such'] }, { permissions: [] }],
  [{ role: 'admin' }, { role: 'admin', permissions: [...PERMISSIONS].sort() }],
  [{ isActive: false }, { isActive: false }],
  [{ username: '  Ünal@Example.COM ' }, { username: 'ünal@example.com' }],
  [{ username: '😀'.repeat(128) }, { username: '😀'.repeat(128) }],
])('%j makes an account as %j, which can sign in if it is active', async (request, made) => {
  const answer = await make(hub(), request);
  const { data } = answer.json<{ data: User }>();
  expect([answer.statusCode, answer.headers.location]).toEqual([201, `/api/v1/users/${data.id}`]);
  expect(data).toMatchObject({ ...made, lastLoginAtUtc: null });
  expect((await call(hub(), API_KEY, `GET /users/${data.id}`)).json()).toEqual({ data });
  expect((await tryLogin(hub(), data.username, PASSWORD)).statusCode).toBe(data.isActive ? 200 : 401);
});

test.each<[request: object, code: string, field: string]>([
  [{ username: '' }, 'user_username_required', 'username'],
  [{ username: '  ' }, 'user_username_required', 'username'],
  [{ username: 'x'.repeat(129) }, 'user_username_too_long', 'username'],
  [{ username: 'two\nlines' }, 'user_username_invalid', 'username'],
  [{ username: 'half \ud83d' }, 'user_username_invalid', 'username'],
  [{ username: 'ad\u200bmin' }, 'user_username_invalid', 'username'],
  [{ username: '\u202enimda' }, 'user_username_invalid', 'username'],
  [{ username: 'two\u2028lines' }, 'user_username_invalid', 'username'],
  [{ password: 'short' }, 'user_password_too_short', 'password'],
  [{ password: 'passwordpassword' }, 'user_password_common', 'password'],
  [{ username: 'mikado', password: 'MIKADO is my name' }, 'user_password_contains_username', 'password'],
  [{ isActive: 'perhaps' }, 'request_invalid', 'isActive'],
  [{ permissions: 'assets.read' }, 'request_invalid', 'permissions'],
])('%j is refused: %s', async (request, code, field) => {
  const before = await hub().db.selectFrom('users').select('id').execute();
  const answer = await make(hub(), request);
  expect([answer.statusCode, answer.json().error]).toEqual([400, expect.objectContaining({ code, field })]);
  expect(await hub().db.selectFrom('users').select('id').execute()).toEqual(before);
});

test('letters with accents have one spelling, in accounts and at sign-in', async () => {
  const [whole, parts] = ['jos\u00e9', 'jose\u0301'];
  expect((await make(hub(), { username: parts })).json().data.username).toBe(whole);
  expect((await make(hub(), { username: whole })).json().error.code).toBe('user_username_conflict');
  for (const spelling of [whole, parts]) expect((await tryLogin(hub(), spelling, PASSWORD)).statusCode).toBe(200);
});

test('of ten accounts of one name that are made at the same time, in any case, there is one', async () => {
  await using own = await startTestApp();
  const names = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 'Mika' : ' mIKA '));
  const outcomes = await Promise.all(names.map((username) => outcome(make(own, { username }))));
  expect(outcomes.toSorted()).toEqual(['201', ...Array(9).fill('409 user_username_conflict')]);
  const rows = await own.db.selectFrom('users').select('username').where('role', '=', 'user').execute();
  expect(rows).toEqual([{ username: 'mika' }]);
  const events = await own.db
    .selectFrom('audit_events')
    .select('outcome')
    .where('action', '=', 'user.create')
    .execute();
  expect(events).toEqual([{ outcome: 'success' }]);
});

test('of accounts that take one name at the same time one gets it, and nobody takes one that is taken', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push((await make(hub(), {})).json<{ data: User }>().data.id);
  const rename = (id: string, username: string) => call(hub(), API_KEY, `PATCH /users/${id}`, { username });
  const outcomes = await Promise.all(ids.map((id) => outcome(rename(id, 'Wanted'))));
  expect(outcomes.toSorted()).toEqual(['200', ...Array(4).fill('409 user_username_conflict')]);
  const loser = ids[outcomes.findIndex((code) => code !== '200')] ?? '';
  expect(await outcome(rename(loser, 'ADMIN'))).toBe('409 user_username_conflict');
  const refused = await rename(loser, 'wanted');
  expect(refused.json().error).toMatchObject({ code: 'user_username_conflict', field: 'username' });
  const owner = ids[outcomes.indexOf('200')] ?? '';
  expect(await outcome(rename(owner, 'WANTED'))).toBe('200');
});

test.each<[held: readonly Permission[], request: object, expected: string, lacking?: Permission]>([
  [['assets.read'], {}, '201'],
  [['assets.read', 'assets.create'], { permissions: ['assets.create'] }, '201'],
  [['assets.read'], { permissions: ['no.such'] }, '201'],
  [['assets.read'], { permissions: ['assets.create'] }, '403 user_grant_forbidden', 'assets.create'],
  [['assets.read'], { permissions: ['assets.read', 'users.delete'] }, '403 user_grant_forbidden', 'users.delete'],
  [[], {}, '403 user_grant_forbidden', 'assets.read'],
])('who holds %j and makes an account with %j: %s', async (held, request, expected, lacking) => {
  const answer = make(hub(), request, await adminWith([...MANAGING, ...held]));
  expect(await outcome(answer)).toBe(expected);
  expect((await answer).json().error?.permission).toBe(lacking);
});

test.each<[held: readonly Permission[], had: readonly Permission[], given: readonly Permission[], expected: string]>([
  [['assets.read'], [], ['assets.read'], '200'],
  [['assets.read'], [], ['assets.read', 'assets.delete'], '403 user_grant_forbidden'],
  [[], ['assets.delete'], ['assets.delete'], '200'],
  [[], ['assets.delete'], [], '200'],
  [['assets.read'], ['assets.delete'], ['assets.read', 'assets.delete'], '200'],
  [[], ['assets.delete'], ['assets.read'], '403 user_grant_forbidden'],
])('who holds %j and gives one with %j the permissions %j: %s', async (held, had, given, expected) => {
  const { id } = await addUser(hub().db, { username: freshName(), permissions: had });
  const token = await adminWith([...MANAGING, ...held]);
  expect(await outcome(call(hub(), token, `PATCH /users/${id}/permissions`, { permissions: given }))).toBe(expected);
  const user = (await call(hub(), API_KEY, `GET /users/${id}`)).json<{ data: User }>().data;
  expect(user.permissions).toEqual([...(expected === '200' ? given : had)].sort());
});

test.each<[held: readonly Permission[], had: readonly Permission[], expected: string]>([
  [['users.update'], [], '204'],
  [['users.update', 'assets.read'], ['assets.read'], '204'],
  [['users.update'], ['assets.read'], '403 user_take_over_forbidden'],
  [['users.update', 'assets.read'], ['assets.read', 'users.delete'], '403 user_take_over_forbidden'],
])('who holds %j and sets the password of one with %j: %s', async (held, had, expected) => {
  const { id, username, password } = await addUser(hub().db, { username: freshName(), permissions: had });
  const request = call(hub(), await adminWith(held), `POST /users/${id}/reset-password`, { newPassword: PASSWORD });
  expect(await outcome(request)).toBe(expected);
  const good = expected === '204' ? PASSWORD : password;
  expect((await tryLogin(hub(), username, good)).statusCode).toBe(200);
});

test.each<[held: readonly Permission[], isActive: boolean, expected: string]>([
  [['users.update', 'users.disable'], false, '200'],
  [['users.update'], false, '403 auth_forbidden'],
  [['users.update'], true, '403 auth_forbidden'],
  [['users.disable'], false, '403 auth_forbidden'],
])('who holds %j and changes a state by the way to %j: %s', async (held, isActive, expected) => {
  const { id } = await addUser(hub().db, { username: freshName(), isActive: !isActive });
  const token = await adminWith(held);
  expect(await outcome(call(hub(), token, `PATCH /users/${id}`, { isActive, username: freshName() }))).toBe(expected);
  const row = await hub().db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row.is_active === 1).toBe(expected === '200' ? isActive : !isActive);
});
