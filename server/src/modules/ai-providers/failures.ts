import { AppError, type ErrorCode } from '../../core/errors.ts';

// Clients of NekoHub look for some of these words: "timed out", "failed to reach", "failed with status", "payload was not
// valid JSON", "content was not valid JSON", "caption field", "no assistant content".

/** Longer waits than this are not believed. */
const MAX_RETRY_AFTER_SECONDS = 3600;

const FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ai_provider_unreachable',
  'ai_provider_timed_out',
  'ai_provider_failed',
  'ai_provider_rate_limited',
  'ai_provider_refused',
  'ai_provider_key_refused',
  'ai_provider_address_unknown',
  'ai_provider_answer_invalid',
  'ai_provider_answer_too_large',
]);

/** Whether it was the AI service that failed, and neither the caller nor this program. */
export const isAiFailure = (error: unknown): error is AppError => error instanceof AppError && FAILURES.has(error.code);

/** The answer has not the form that was asked for. */
export const invalidAnswer = (what: string): AppError =>
  new AppError('ai_provider_answer_invalid', `The answer of the AI service cannot be used: ${what}.`);

/** A status that is none of success, in our words: what the service says about it is nobody's to read. */
export function statusFailure(status: number, retryAfterSeconds: number | undefined): AppError {
  const said = `The request to the AI service failed with status ${status}`;
  const details = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  if (status === 429) return new AppError('ai_provider_rate_limited', `${said}: too many requests.`, details);
  if (status >= 500 || status === 408) return new AppError('ai_provider_failed', `${said}.`, details);
  if (status === 401 || status === 403) {
    return new AppError('ai_provider_key_refused', `${said}: it does not accept the API key.`);
  }
  if (status === 404) {
    return new AppError('ai_provider_address_unknown', `${said}: it does not know this address, or not this model.`);
  }
  if (status < 400) {
    return new AppError('ai_provider_address_unknown', `${said}: enter the address that it redirects to.`);
  }
  return new AppError('ai_provider_refused', `${said}: it does not accept the request.`);
}

/** A failure of the guard as one of the AI service; what the user can put right stays as it is. */
export function transportFailure(error: AppError): AppError {
  switch (error.code) {
    case 'outbound_unreachable':
      return new AppError('ai_provider_unreachable', error.message);
    case 'outbound_timed_out':
      return new AppError('ai_provider_timed_out');
    case 'outbound_response_too_large':
      return new AppError('ai_provider_answer_too_large');
    default:
      return error;
  }
}

/** Seconds of a `Retry-After` header, which has a number or a date (RFC 9110 §10.2.3). */
export function readRetryAfter(text: string | null | undefined, now: number): number | undefined {
  if (!text) return undefined;
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : (Date.parse(text) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 0), MAX_RETRY_AFTER_SECONDS) : undefined;
}
