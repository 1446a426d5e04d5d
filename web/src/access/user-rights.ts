import type { User } from '@nekohub/client';
import { can } from '../data/permissions.ts';
import { reaches, reachOf } from './reach.ts';

/** What somebody may do to an account, so that no control is shown which the server would refuse. */
export const userRights = (actor: User, target: User) => {
  const managed = reaches(actor, target);
  const own = actor.id === target.id;
  const plain = managed && !own && target.role !== 'superAdmin';
  const update = managed && can(actor, 'users.update');
  return {
    rename: update,
    changeRole: plain && update && reachOf(actor) === 'everybody',
    setStatus: plain && can(actor, 'users.disable'),
    setPermissions: plain && can(actor, 'users.managePermissions'),
    // Who sets a password can sign in with it: nobody gains what they lack. One's own is changed on the account page.
    resetPassword: update && !own && target.permissions.every((permission) => can(actor, permission)),
    remove: plain && can(actor, 'users.delete'),
    seeSessions: managed,
    endSessions: update,
  };
};

/** The roles that somebody may give a new account. */
export const rolesToCreate = (actor: User): readonly ('admin' | 'user')[] => {
  if (!can(actor, 'users.create')) return [];
  return ({ everybody: ['user', 'admin'], users: ['user'], nobody: [] } as const)[reachOf(actor)];
};
