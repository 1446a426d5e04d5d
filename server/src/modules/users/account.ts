import { MAX_USERNAME_CHARACTERS } from '../../core/account-limits.ts';
import type { AuditTarget } from '../../core/audit-events.ts';
import { AppError } from '../../core/errors.ts';
import type { UserId } from '../../core/ids.ts';
import type { Permission } from '../../core/permissions.ts';
import { isPrintable } from '../../core/plain-text.ts';
import type { UsersTable as UserRow } from '../../db/tables.ts';

/** Somebody's account with what it was granted. */
export interface Account {
  readonly user: UserRow;
  readonly permissions: readonly Permission[];
}

export const targetOf = ({ id, username }: UserRow): AuditTarget => ({ kind: 'user', id, name: username });

export const notFound = (id: UserId): AppError => new AppError('user_not_found', `There is no user ${id}.`);

/** Without blanks around it, and letters with accents in their one spelling (RFC 8265 §3.3: NFC). */
export const composed = (username: string): string => username.trim().normalize('NFC');

/**
 * A user name as it is kept, blanks around it aside.
 * @throws AppError `user_username_required`, `user_username_too_long` or `user_username_invalid`
 */
export function checkedUsername(username: string): string {
  const trimmed = composed(username);
  const field = 'username';
  if (trimmed === '') throw new AppError('user_username_required', undefined, { field });
  if ([...trimmed].length > MAX_USERNAME_CHARACTERS) {
    throw new AppError('user_username_too_long', undefined, { field });
  }
  // Nor what is not seen at all (format characters): two names that look alike have to be one.
  if (!isPrintable(trimmed) || /\p{Cf}/u.test(trimmed)) {
    throw new AppError('user_username_invalid', undefined, { field });
  }
  return trimmed;
}
