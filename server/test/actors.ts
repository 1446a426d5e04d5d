import type { EnvironmentKeyActor, ManagedKeyActor, UserActor } from '../src/core/actor.ts';
import type { ApiKeyId, SessionId, UserId } from '../src/core/ids.ts';
import { PERMISSIONS, type Permission, type Role } from '../src/core/permissions.ts';

/** Somebody of that role who is signed in; their id is the role's name. */
export const signedInAs = (role: Role, permissions: readonly Permission[] = PERMISSIONS): UserActor => ({
  kind: 'user',
  userId: role as string as UserId,
  sessionId: 'session' as SessionId,
  username: role,
  role,
  permissions: new Set(permissions),
});

/** A key of the same person. */
export const keyOf = (role: Role, permissions: readonly Permission[] = PERMISSIONS): ManagedKeyActor => ({
  kind: 'managedKey',
  keyId: 'key' as ApiKeyId,
  keyName: 'a key',
  name: 'api-key:key',
  userId: role as string as UserId,
  username: role,
  role,
  permissions: new Set(permissions),
  expiresAt: null,
});

export const environmentKey: EnvironmentKeyActor = {
  kind: 'environmentKey',
  name: 'api-key:0123456789abcdef',
  permissions: new Set(PERMISSIONS),
};
