import { isCommonPassword } from './common-passwords.ts';
import { AppError } from './errors.ts';

const MAX_CHARACTERS = 256;

/** Shorter names are in too many words to say anything. */
const MIN_NAME_CHARACTERS = 4;

export interface NewPasswordContext {
  readonly username: string;
  /** In characters. */
  readonly minLength: number;
  /** The request field that holds it; `password` when missing. */
  readonly field?: string;
}

/**
 * Whether a password may be set for an account: long enough, not too long, not made of the user name and not among the
 * most used ones. No rules about kinds of characters (NIST SP 800-63B §3.1.1). Code points are counted; nothing is
 * trimmed.
 * @throws AppError with the code of the first rule that is broken
 */
export async function checkNewPassword(
  password: string,
  { username, minLength, field = 'password' }: NewPasswordContext,
): Promise<void> {
  const length = [...password].length;
  if (password.trim() === '') throw new AppError('user_password_required', undefined, { field });
  if (length < minLength) {
    throw new AppError('user_password_too_short', `The password needs at least ${minLength} characters.`, { field });
  }
  if (length > MAX_CHARACTERS) throw new AppError('user_password_too_long', undefined, { field });
  const name = username.trim().toLowerCase();
  if ([...name].length >= MIN_NAME_CHARACTERS && password.toLowerCase().includes(name)) {
    throw new AppError('user_password_contains_username', undefined, { field });
  }
  if (await isCommonPassword(password)) throw new AppError('user_password_common', undefined, { field });
}
