import type { Actor } from './actor.ts';
import { ROLES, type Role } from './permissions.ts';

/** Who acts on accounts and keys: somebody with a credential, or the operator at the machine itself. */
export type Doer = Actor | 'system';

/**
 * The roles of those whose accounts and keys somebody may change, given the permission for the change. The superAdmin
 * manages everybody, keys of the environment everybody else, an admin those of role user, all others nobody. A managed
 * key has its owner's rank, but nobody touches the superAdmin who is not signed in as such, or at the machine.
 */
export function managedRoles(doer: Doer): readonly Role[] {
  if (doer === 'system') return ROLES;
  if (doer.kind === 'environmentKey') return BELOW_SUPER_ADMIN;
  if (doer.kind === 'anonymous') return [];
  if (doer.role === 'superAdmin') return doer.kind === 'user' ? ROLES : BELOW_SUPER_ADMIN;
  return doer.role === 'admin' ? ['user'] : [];
}

const BELOW_SUPER_ADMIN: readonly Role[] = ROLES.filter((role) => role !== 'superAdmin');
