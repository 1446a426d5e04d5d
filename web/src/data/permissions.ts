import type { User } from '@nekohub/client';

export type Permission = User['permissions'][number];

/** Decides what is shown. What is allowed, the server decides on every request. */
export const can = (user: User, permission: Permission): boolean =>
  user.role === 'superAdmin' || user.permissions.some((held) => held === permission);
