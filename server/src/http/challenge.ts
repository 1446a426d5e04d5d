import type { AppError, ErrorCode } from '../core/errors.ts';

const REALM = 'Bearer realm="NekoHub"';

/** Codes that mean: a credential was sent and is not (or no longer) good. RFC 6750 §3.1 calls that invalid_token. */
const INVALID_TOKEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'api_key_invalid',
  'api_key_expired',
  'api_key_revoked',
  'api_key_address_not_allowed',
  'auth_token_expired',
  'auth_session_ended',
]);

/**
 * The `WWW-Authenticate` value that goes with a refusal, or undefined. A request without credentials gets the bare
 * challenge, as RFC 6750 §3.1 asks.
 */
export function challengeFor({ code, status, message, details }: AppError): string | undefined {
  if (status === 403 && details.permission) {
    return `${REALM}, error="insufficient_scope", error_description="${message}", scope="${details.permission}"`;
  }
  if (status !== 401) return undefined;
  const invalid = INVALID_TOKEN.has(code) || (code === 'auth_unauthorized' && details.credentialSent);
  return invalid ? `${REALM}, error="invalid_token", error_description="${message}"` : REALM;
}
