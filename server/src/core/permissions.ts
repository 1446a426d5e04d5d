/** Every permission, in the order in which answers list them for those who hold all. */
export const PERMISSIONS = [
  'assets.read',
  'assets.create',
  'assets.update',
  'assets.delete',
  'providers.read',
  'providers.create',
  'providers.update',
  'providers.delete',
  'aiProviders.read',
  'aiProviders.create',
  'aiProviders.update',
  'aiProviders.delete',
  'settings.read',
  'settings.update',
  'users.read',
  'users.create',
  'users.update',
  'users.disable',
  'users.managePermissions',
  'users.delete',
  'audit.read',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ['superAdmin', 'admin', 'user'] as const;
export type Role = (typeof ROLES)[number];

/** What an account of a role is given when nothing else is asked for. */
export const ROLE_DEFAULTS: Readonly<Record<Role, readonly Permission[]>> = {
  superAdmin: PERMISSIONS,
  admin: PERMISSIONS,
  user: ['assets.read'],
};

export const ALL_PERMISSIONS: ReadonlySet<Permission> = new Set(PERMISSIONS);

const isPermission = (text: string): text is Permission => ALL_PERMISSIONS.has(text as Permission);

/** The known permissions among `keys`, blanks around them aside, each once, in byte order. */
export const knownPermissions = (keys: Iterable<string>): Permission[] =>
  [...new Set(Array.from(keys, (key) => key.trim()).filter(isPermission))].sort((a, b) => (a < b ? -1 : 1));
