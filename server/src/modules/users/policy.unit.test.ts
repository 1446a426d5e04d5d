import { describe, expect, test } from 'vitest';
import { environmentKey, keyOf, signedInAs } from '../../../test/actors.ts';
import { ANONYMOUS } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { UserId } from '../../core/ids.ts';
import { PERMISSIONS, type Permission, type Role } from '../../core/permissions.ts';
import type { Doer } from '../../core/ranks.ts';
import type { Account } from './account.ts';
import * as policy from './policy.ts';

const DOERS = {
  system: 'system',
  superAdmin: signedInAs('superAdmin'),
  superAdminKey: keyOf('superAdmin'),
  environmentKey,
  admin: signedInAs('admin'),
  adminKey: keyOf('admin'),
  user: signedInAs('user'),
  userKey: keyOf('user'),
  anonymous: ANONYMOUS,
} satisfies Record<string, Doer>;

type DoerName = keyof typeof DOERS;

/** The account whose owner has this id; the doers' ids are the names of their roles. */
const accountOf = (role: Role, id: string, permissions: readonly Permission[] = []): Account => ({
  user: {
    id: id as UserId,
    username: id,
    normalized_username: id.toUpperCase(),
    password_hash: '',
    role,
    is_active: 1,
    created_at: 0,
    updated_at: 0,
    last_login_at: null,
  },
  permissions,
});

const ACCOUNTS = {
  superAdmin: accountOf('superAdmin', 'superAdmin'),
  admin: accountOf('admin', 'admin'),
  otherAdmin: accountOf('admin', 'other'),
  user: accountOf('user', 'user'),
  otherUser: accountOf('user', 'other'),
} as const;

type AccountName = keyof typeof ACCOUNTS;

/** The code of a refusal, without `user_` and `_forbidden`; `ok` when there is none. */
function verdict(check: () => void): string {
  try {
    check();
    return 'ok';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code.replace(/^user_(.*)_forbidden$/, '$1');
  }
}

const SUPER = 'manage_super_admin';
const NO = 'manage';

/** In the order of {@link DOERS}. */
const READ: Readonly<Record<AccountName, readonly string[]>> = {
  superAdmin: ['ok', 'ok', 'ok', 'ok', NO, NO, NO, NO, NO],
  admin: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', NO, NO, NO],
  otherAdmin: ['ok', 'ok', 'ok', 'ok', NO, NO, NO, NO, NO],
  user: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', NO, NO, NO],
  otherUser: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', NO, NO, NO],
};
const CHANGE: typeof READ = {
  superAdmin: ['ok', 'ok', SUPER, SUPER, NO, NO, NO, NO, NO],
  admin: ['ok', 'ok', 'ok', 'ok', NO, NO, NO, NO, NO],
  otherAdmin: ['ok', 'ok', 'ok', 'ok', NO, NO, NO, NO, NO],
  user: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', NO, NO, NO],
  otherUser: ['ok', 'ok', 'ok', 'ok', 'ok', 'ok', NO, NO, NO],
};

const cells = (table: typeof READ) =>
  (Object.keys(ACCOUNTS) as AccountName[]).flatMap((account) =>
    (Object.keys(DOERS) as DoerName[]).map((doer, column) => [doer, account, table[account][column]] as const),
  );

test.each(cells(READ))('%s reads the account of %s: %s', (doer, account, expected) => {
  expect(verdict(() => policy.checkRead(DOERS[doer], ACCOUNTS[account]))).toBe(expected);
});

test.each(cells(CHANGE))('%s changes the account of %s: %s', (doer, account, expected) => {
  expect(verdict(() => policy.checkManage(DOERS[doer], ACCOUNTS[account]))).toBe(expected);
});

test.each<[DoerName, roles: string[]]>([
  ['system', ['superAdmin', 'admin', 'user']],
  ['superAdmin', ['superAdmin', 'admin', 'user']],
  ['superAdminKey', ['superAdmin', 'admin', 'user']],
  ['environmentKey', ['superAdmin', 'admin', 'user']],
  ['admin', ['user']],
  ['adminKey', ['user']],
  ['user', []],
  ['userKey', []],
  ['anonymous', []],
])('a list shows %s those of %j', (doer, roles) => {
  expect(policy.visibleRoles(DOERS[doer])).toEqual(roles);
});

/** [doer, making a superAdmin, an admin, a user] */
test.each<[DoerName, string, string, string]>([
  ['system', 'ok', 'ok', 'ok'],
  ['superAdmin', 'super_admin_create', 'ok', 'ok'],
  ['superAdminKey', 'super_admin_create', 'ok', 'ok'],
  ['environmentKey', 'super_admin_create', 'ok', 'ok'],
  ['admin', 'super_admin_create', 'create', 'ok'],
  ['adminKey', 'super_admin_create', 'create', 'ok'],
  ['user', 'super_admin_create', 'create', 'create'],
  ['anonymous', 'super_admin_create', 'create', 'create'],
])('%s makes a superAdmin: %s, an admin: %s, a user: %s', (doer, ...expected) => {
  const roles = ['superAdmin', 'admin', 'user'] as const;
  expect(roles.map((role) => verdict(() => policy.checkCreate(DOERS[doer], role)))).toEqual(expected);
});

test.each<[DoerName, AccountName, Role, string]>([
  ['superAdmin', 'otherUser', 'admin', 'ok'],
  ['superAdmin', 'otherAdmin', 'user', 'ok'],
  ['environmentKey', 'otherUser', 'admin', 'ok'],
  ['superAdminKey', 'otherUser', 'admin', 'ok'],
  ['admin', 'otherUser', 'admin', 'role_change'],
  ['adminKey', 'otherUser', 'admin', 'role_change'],
  ['user', 'otherUser', 'admin', 'role_change'],
  ['admin', 'otherUser', 'user', 'ok'],
  ['superAdmin', 'otherUser', 'superAdmin', 'super_admin_promote'],
  ['system', 'otherUser', 'superAdmin', 'super_admin_promote'],
  ['superAdmin', 'superAdmin', 'admin', 'super_admin_role_change'],
  ['system', 'superAdmin', 'admin', 'super_admin_role_change'],
  ['superAdmin', 'superAdmin', 'superAdmin', 'ok'],
  ['admin', 'admin', 'user', 'self_role_change'],
  ['adminKey', 'admin', 'user', 'self_role_change'],
])('%s gives %s the role %s: %s', (doer, account, role, expected) => {
  expect(verdict(() => policy.checkRoleChange(DOERS[doer], ACCOUNTS[account], role))).toBe(expected);
});

describe.each([
  ['disable', policy.checkDisable],
  ['permissions', policy.checkPermissionsChange],
  ['delete', policy.checkDelete],
] as const)('%s', (name, check) => {
  test.each<[DoerName, AccountName, string]>([
    ['superAdmin', 'superAdmin', `super_admin_${name}`],
    ['environmentKey', 'superAdmin', `super_admin_${name}`],
    ['system', 'superAdmin', `super_admin_${name}`],
    ['admin', 'admin', `self_${name}`],
    ['adminKey', 'admin', `self_${name}`],
    ['admin', 'otherUser', 'ok'],
    ['superAdmin', 'otherAdmin', 'ok'],
    ['environmentKey', 'admin', 'ok'],
    ['system', 'admin', 'ok'],
  ])('%s and %s: %s', (doer, account, expected) => {
    expect(verdict(() => check(DOERS[doer], ACCOUNTS[account]))).toBe(expected);
  });
});

const holding = (...permissions: Permission[]) => accountOf('user', 'other', permissions);

test.each<[what: string, Doer, given: readonly Permission[], Account | undefined, expected: string]>([
  ['what one holds', signedInAs('admin', ['assets.read']), ['assets.read'], undefined, 'ok'],
  ['what one lacks', signedInAs('admin', ['assets.read']), ['assets.delete'], undefined, 'grant'],
  [
    'one of several that one lacks',
    signedInAs('admin', ['assets.read']),
    ['assets.read', 'users.read'],
    undefined,
    'grant',
  ],
  ['nothing', signedInAs('admin', []), [], undefined, 'ok'],
  ['what the account holds already', signedInAs('admin', []), ['assets.delete'], holding('assets.delete'), 'ok'],
  [
    'more than the account holds',
    signedInAs('admin', []),
    ['assets.delete', 'assets.read'],
    holding('assets.delete'),
    'grant',
  ],
  [
    'what the key’s owner holds and the key does not',
    keyOf('superAdmin', ['users.create']),
    ['assets.read'],
    undefined,
    'grant',
  ],
  ['everything, at the machine', 'system', PERMISSIONS, undefined, 'ok'],
  ['anything, as nobody', ANONYMOUS, ['assets.read'], undefined, 'grant'],
])('giving %s', (_what, doer, given, account, expected) => {
  expect(verdict(() => policy.checkGrant(doer, given, account))).toBe(expected);
});

test.each<[what: string, Doer, Account, expected: string]>([
  ['who holds no more', signedInAs('admin', ['assets.read']), holding('assets.read'), 'ok'],
  ['who holds nothing', signedInAs('admin', []), holding(), 'ok'],
  ['who holds more', signedInAs('admin', ['assets.read']), holding('assets.read', 'users.read'), 'take_over'],
  ['who holds more than the key', keyOf('superAdmin', ['users.update']), holding('assets.read'), 'take_over'],
  ['who is oneself', signedInAs('admin', []), accountOf('admin', 'admin', ['assets.read']), 'ok'],
  ['who holds more, at the machine', 'system', holding(...PERMISSIONS), 'ok'],
])('setting the password of one %s', (_what, doer, account, expected) => {
  expect(verdict(() => policy.checkTakeOver(doer, account))).toBe(expected);
});

test('a refusal says, for the record, whom it was about and what was lacking', () => {
  const refused = () => policy.checkGrant(signedInAs('admin', []), ['users.read'], holding());
  expect(refused).toThrow(
    expect.objectContaining({
      details: { target: { kind: 'user', id: 'other', name: 'other' }, permission: 'users.read' },
    }),
  );
});
