import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { Outbound } from '../../core/outbound.ts';

/** What of a key is shown when it does not begin with `sk-`. Shorter keys than twice that are hidden whole. */
const SHOWN_CHARACTERS = 4;

/** @throws AppError `code` that names the field, when the text is missing or blank */
export function requiredText(text: string | null | undefined, code: ErrorCode, field: string): string {
  const trimmed = text?.trim();
  if (!trimmed) throw new AppError(code, undefined, { field });
  return trimmed;
}

/** A system prompt as it is stored: null for the built-in one. */
export const promptOf = (text: string | null | undefined): string | null => text?.trim() || null;

/** @throws AppError that names the field `apiBaseUrl` */
export function checkedBaseUrl(text: string | null | undefined, outbound: Outbound): string {
  const field = 'apiBaseUrl';
  const baseUrl = requiredText(text, 'ai_provider_profile_api_base_url_required', field).replace(/\/+$/, '');
  try {
    const { search, hash } = outbound.check(baseUrl);
    if (search || hash) throw new AppError('ai_provider_profile_api_base_url_invalid', undefined, { field });
  } catch (error) {
    throw namingBaseUrl(error);
  }
  return baseUrl;
}

/** A refusal of the guard as one of the field with the address. */
export function namingBaseUrl(error: unknown): unknown {
  if (!(error instanceof AppError) || !error.code.startsWith('outbound_')) return error;
  const isInvalid = error.code === 'outbound_url_invalid';
  const code = isInvalid ? 'ai_provider_profile_api_base_url_invalid' : error.code;
  return new AppError(code, isInvalid ? undefined : error.message, { ...error.details, field: 'apiBaseUrl' });
}

/** @throws AppError that names the field `apiKey` and repeats nothing of it */
export function checkedApiKey(text: string | null | undefined): string {
  const key = requiredText(text, 'ai_provider_profile_api_key_required', 'apiKey');
  // What no header can carry (RFC 9110 §5.5), or what came along from a copied sentence.
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new AppError('ai_provider_profile_api_key_invalid', undefined, { field: 'apiKey' });
  }
  return key;
}

/** What is shown of a key. */
export function maskKey(key: string): string {
  if (/^sk-/i.test(key)) return 'sk-***';
  return key.length < 2 * SHOWN_CHARACTERS ? '***' : `${key.slice(0, SHOWN_CHARACTERS)}***`;
}

/**
 * A stored key goes only to the host it was entered for.
 * @throws AppError `ai_provider_profile_api_key_required` when an address leads to another one
 */
export function checkSameHost(stored: string, next: string | undefined): void {
  if (next === undefined || new URL(next).origin === new URL(stored).origin) return;
  throw new AppError(
    'ai_provider_profile_api_key_required',
    'The API address leads to another host. Enter the API key for it.',
    { field: 'apiKey' },
  );
}
