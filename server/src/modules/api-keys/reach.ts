import type { EnvironmentKeyActor, UserActor } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { UserId } from '../../core/ids.ts';
import type { Role } from '../../core/permissions.ts';
import { managedRoles } from '../../core/ranks.ts';
import type { Recorder } from '../audit/service.ts';

/**
 * Those who may manage keys at all; `system` is the operator, at the command line. A managed key may not: else it
 * could live on, after its revocation, in one that it made.
 */
export type KeyManager = UserActor | EnvironmentKeyActor | 'system';

/** Whose keys somebody reaches: their own, and those of people with these roles. */
export interface KeyScope {
  readonly self: UserId | undefined;
  readonly roles: readonly Role[];
}

export interface Owner {
  readonly id: UserId;
  readonly role: Role;
}

/** Whose a key is, as reach is decided by. */
export const ownerOf = (key: { owner_id: UserId; owner_role: Role }): Owner => ({
  id: key.owner_id,
  role: key.owner_role,
});

/** @throws AppError `api_key_manage_forbidden` */
export function managerOf(caller: Recorder): KeyManager {
  if (caller === 'system') return caller;
  const { actor } = caller;
  if (actor.kind === 'user' || actor.kind === 'environmentKey') return actor;
  throw new AppError('api_key_manage_forbidden', 'A managed key cannot manage keys. Sign in to do so.');
}

/** Whose account a manager acts on; undefined for those who are nobody in particular. */
export const selfOf = (manager: KeyManager): UserId | undefined =>
  manager !== 'system' && manager.kind === 'user' ? manager.userId : undefined;

/** The widest scope of a manager. */
export const scopeOf = (manager: KeyManager): KeyScope => ({ self: selfOf(manager), roles: managedRoles(manager) });

export const reaches = ({ self, roles }: KeyScope, owner: Owner): boolean =>
  owner.id === self || roles.includes(owner.role);

/** Who may be shown a key of this owner: the owner, and those who are nobody and reach him. */
export const mayHoldKeysOf = (manager: KeyManager, owner: Owner): boolean =>
  manager !== 'system' && manager.kind === 'user' ? owner.id === manager.userId : reaches(scopeOf(manager), owner);
