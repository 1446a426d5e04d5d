import type { Permission, Role } from '../../core/permissions.ts';

/**
 * What a key may do: what it was given and its owner may do now.
 * @param grants the owner's; a superAdmin holds everything, whatever these say
 */
export function effectivePermissions(
  given: readonly Permission[],
  role: Role,
  grants: readonly Permission[],
): Permission[] {
  return role === 'superAdmin' ? [...given] : given.filter((permission) => grants.includes(permission));
}
