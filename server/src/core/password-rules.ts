import { AppError } from './errors.ts';

const MAX_CHARACTERS = 256;

/**
 * Whether a password may be set for an account: long enough, not too long, and not made of the user name. No rules
 * about kinds of characters (NIST SP 800-63B §3.1.1). Code points are counted; nothing is trimmed.
 * @throws AppError with the code of the first rule that is broken
 */
export function checkNewPassword(password: string, username: string, minLength: number): void {
  const length = [...password].length;
  const field = 'password';
  if (password.trim() === '') throw new AppError('user_password_required', undefined, { field });
  if (length < minLength) {
    throw new AppError('user_password_too_short', `The password needs at least ${minLength} characters.`, { field });
  }
  if (length > MAX_CHARACTERS) throw new AppError('user_password_too_long', undefined, { field });
  const name = username.trim().toLowerCase();
  if (name !== '' && password.toLowerCase().includes(name)) {
    throw new AppError('user_password_contains_username', undefined, { field });
  }
}
