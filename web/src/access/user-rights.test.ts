import type { User } from '@nekohub/client';
import { expect, it } from 'vitest';
import type { Permission } from '../data/permissions.ts';
import { rolesToCreate, userRights } from './user-rights.ts';

const all: Permission[] = [
  'assets.read',
  'users.read',
  'users.create',
  'users.update',
  'users.disable',
  'users.managePermissions',
  'users.delete',
];
const account = (id: string, role: User['role'], permissions: Permission[] = all): User => ({
  id,
  username: id,
  role,
  isActive: true,
  permissions,
  createdAtUtc: '2026-01-01T00:00:00Z',
  updatedAtUtc: '2026-01-01T00:00:00Z',
  lastLoginAtUtc: null,
});
const owner = account('owner', 'superAdmin');
const admin = account('admin', 'admin');
const user = account('user', 'user', ['assets.read']);
const mayDo = (actor: User, target: User) =>
  Object.entries(userRights(actor, target))
    .filter(([, allowed]) => allowed)
    .map(([name]) => name);

const everything = [
  'rename',
  'changeRole',
  'setStatus',
  'setPermissions',
  'resetPassword',
  'remove',
  'seeSessions',
  'endSessions',
];
const allButRole = everything.filter((name) => name !== 'changeRole');

it.each([
  ['the superAdmin to an administrator', owner, admin, everything],
  ['the superAdmin to itself', owner, owner, ['rename', 'seeSessions', 'endSessions']],
  ['an administrator to a user', admin, user, allButRole],
  ['an administrator to another', admin, account('other', 'admin'), []],
  ['an administrator to itself', admin, admin, []],
  ['an administrator to the superAdmin', admin, owner, []],
  ['a user with every permission to another user', account('strong', 'user'), user, []],
  [
    'an administrator to a user who may do more',
    admin,
    account('more', 'user', ['audit.read']),
    allButRole.filter((name) => name !== 'resetPassword'),
  ],
  ['an administrator who may only read', account('reader', 'admin', ['users.read']), user, ['seeSessions']],
])('%s', (_case, actor, target, expected) => {
  expect(mayDo(actor, target)).toEqual(expected);
});

it.each([
  [owner, ['user', 'admin']],
  [admin, ['user']],
  [account('strong', 'user'), []],
  [account('reader', 'admin', ['users.read']), []],
])('roles to create: %#', (actor, expected) => {
  expect(rolesToCreate(actor)).toEqual(expected);
});
