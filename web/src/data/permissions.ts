import type { User } from '@nekohub/client';

export type Permission =
  | `assets.${'read' | 'create' | 'update' | 'delete'}`
  | `providers.${'read' | 'create' | 'update' | 'delete'}`
  | `aiProviders.${'read' | 'create' | 'update' | 'delete'}`
  | `settings.${'read' | 'update'}`
  | `users.${'read' | 'create' | 'update' | 'disable' | 'managePermissions'}`;

/** Decides what is shown. What is allowed, the server decides on every request. */
export const can = (user: User, permission: Permission): boolean =>
  user.role === 'superAdmin' || user.permissions.some((held) => held === permission);
