import type { User } from '@nekohub/client';

export type Permission = User['permissions'][number];

/** Every permission with what it is about, in the order in which they are shown. */
const groupOf = {
  'assets.read': 'assets',
  'assets.create': 'assets',
  'assets.update': 'assets',
  'assets.delete': 'assets',
  'providers.read': 'providers',
  'providers.create': 'providers',
  'providers.update': 'providers',
  'providers.delete': 'providers',
  'aiProviders.read': 'aiProviders',
  'aiProviders.create': 'aiProviders',
  'aiProviders.update': 'aiProviders',
  'aiProviders.delete': 'aiProviders',
  'settings.read': 'settings',
  'settings.update': 'settings',
  'users.read': 'users',
  'users.create': 'users',
  'users.update': 'users',
  'users.disable': 'users',
  'users.delete': 'users',
  'users.managePermissions': 'users',
  'audit.read': 'audit',
} as const satisfies Record<Permission, string>;

export type PermissionGroup = (typeof groupOf)[Permission];

/** These permissions by what they are about; a group of which none is among them is left out. */
export const groupPermissions = (permissions: ReadonlySet<Permission>): [PermissionGroup, Permission[]][] => {
  const groups = new Map<PermissionGroup, Permission[]>();
  for (const [permission, group] of Object.entries(groupOf) as [Permission, PermissionGroup][]) {
    if (permissions.has(permission)) groups.set(group, [...(groups.get(group) ?? []), permission]);
  }
  return [...groups];
};

/** Decides what is shown. What is allowed, the server decides on every request. */
export const can = (user: User, permission: Permission): boolean =>
  user.role === 'superAdmin' || user.permissions.some((held) => held === permission);
