import { toTimestamp, toTimestampOrNull } from '../../core/clock.ts';
import { knownPermissions, PERMISSIONS, type Permission } from '../../core/permissions.ts';
import type { UserRow } from './repo.ts';
import type { User } from './schema.ts';

/** A user as the API shows it. A superAdmin holds everything, whatever the grants say. */
export const presentUser = (user: UserRow, permissions: readonly Permission[]): User => ({
  id: user.id,
  username: user.username,
  role: user.role,
  isActive: user.is_active === 1,
  createdAtUtc: toTimestamp(user.created_at),
  updatedAtUtc: toTimestamp(user.updated_at),
  lastLoginAtUtc: toTimestampOrNull(user.last_login_at),
  permissions: user.role === 'superAdmin' ? [...PERMISSIONS] : knownPermissions(permissions),
});
