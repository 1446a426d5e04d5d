import type { User } from '@nekohub/client';
import { can } from '../data/permissions.ts';

type Account = Pick<User, 'id' | 'role'>;

/** Whose accounts somebody manages: the superAdmin everybody's, an administrator those of users, all others nobody's. */
export const reachOf = (actor: User): 'everybody' | 'users' | 'nobody' => {
  if (actor.role === 'superAdmin') return 'everybody';
  return actor.role === 'admin' ? 'users' : 'nobody';
};

/** Whether an account is one that the actor manages. What may be done to it also takes permissions. */
export const reaches = (actor: User, account: Account): boolean =>
  reachOf(actor) === 'everybody' || (reachOf(actor) === 'users' && account.role === 'user');

/** What may be done with a key: its owner does everything, and alone sees a new secret. */
export const keyRights = (actor: User, owner: Account) => {
  const own = owner.id === actor.id;
  const managed = own || (reaches(actor, owner) && can(actor, 'users.update'));
  return { rotate: own, rename: managed, revoke: managed };
};
