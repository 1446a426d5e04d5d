import type { Actor } from '../../core/actor.ts';
import { toTimestampOrNull } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { knownPermissions, PERMISSIONS, type Permission } from '../../core/permissions.ts';
import type { WhoAmI } from './schema.ts';

/** What a credential is and may do. @param expiresAt when it ends; null: never */
export function describeActor(actor: Actor, expiresAt: number | null): WhoAmI {
  if (actor.kind === 'anonymous') throw new AppError('auth_unauthorized');
  const person = actor.kind === 'environmentKey' ? { userId: null, username: null, role: null } : actor;
  return {
    kind: actor.kind,
    name: actor.kind === 'user' ? actor.username : actor.kind === 'managedKey' ? actor.keyName : actor.name,
    userId: person.userId,
    username: person.username,
    role: person.role,
    permissions: inOrder(actor.permissions),
    expiresAtUtc: toTimestampOrNull(expiresAt),
    sessionId: actor.kind === 'user' ? actor.sessionId : null,
    keyId: actor.kind === 'managedKey' ? actor.keyId : null,
  };
}

/** As accounts list them: in the catalogue's order for those who hold all, else in byte order. */
const inOrder = (held: ReadonlySet<Permission>): Permission[] =>
  held.size === PERMISSIONS.length ? [...PERMISSIONS] : knownPermissions(held);
