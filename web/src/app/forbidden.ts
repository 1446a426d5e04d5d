import type { User } from '@nekohub/client';
import { can, type Permission } from '../data/permissions.ts';

/** A page the user may not open. ErrorPage shows it as such. */
export class Forbidden extends Error {}

/** For `beforeLoad` of console pages. */
export const requirePermission =
  (permission: Permission) =>
  ({ context }: { context: { user: User } }) => {
    if (!can(context.user, permission)) throw new Forbidden(permission);
  };
