import { AppError, type ErrorCode } from '../../core/errors.ts';

const MAX_CHARACTERS = 1000;

/**
 * @throws AppError when a text is longer than 1000 characters (UTF-16 units, as NekoHub counts them), or has a NUL,
 * which PostgreSQL cannot store
 */
export function checkTexts({ description, altText }: { description?: string | null; altText?: string | null }): void {
  check(description, 'asset_description_too_long', 'description');
  check(altText, 'asset_alt_text_too_long', 'altText');
}

function check(text: string | null | undefined, code: ErrorCode, field: string): void {
  if (text && text.length > MAX_CHARACTERS) throw new AppError(code, undefined, { field });
  if (text?.includes('\0'))
    throw new AppError('request_invalid', `The field ${field} must not contain NUL.`, { field });
}
