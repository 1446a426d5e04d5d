import { SECOND } from '../../core/clock.ts';
import { AppError, type ErrorCode } from '../../core/errors.ts';

/** Longer waits than this are not believed. */
const MAX_RETRY_AFTER_SECONDS = 3600;
const RETRY_AFTER_SECONDS = 30;

/** GitHub answered with a status that the operation may know what to make of. Its text is kept back. */
export class GithubRefusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`GitHub answered with status ${status}.`);
    this.status = status;
  }
}

/** Something between here and the repository changed what was sent. */
export class OtherBytes extends Error {
  constructor() {
    super('The repository took other bytes than were sent.');
  }
}

export const isRefusal = (error: unknown, ...statuses: number[]): error is GithubRefusal =>
  error instanceof GithubRefusal && statuses.includes(error.status);

/** A refusal that nobody knew what to make of, as the error of an operation; anything else as it is. */
export const namedBy = (code: ErrorCode, error: unknown): unknown => {
  if (error instanceof OtherBytes) return new AppError(code, error.message, hint());
  return error instanceof GithubRefusal
    ? new AppError(code, `The repository answered with status ${error.status}.`, hint())
    : error;
};

export const hint = (seconds = RETRY_AFTER_SECONDS): { retryAfterSeconds: number } => ({ retryAfterSeconds: seconds });

/** The answer has not the form that the API describes. */
export const unexpectedAnswer = (code: ErrorCode): AppError =>
  new AppError(code, 'The answer of the repository cannot be used.', hint());

type Headers = Readonly<Record<string, string | number | undefined>>;

/**
 * Seconds for which GitHub wants to be left in peace; undefined when it does not say so.
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export function askedPause(status: number, headers: Headers, now: number): number | undefined {
  const retryAfter = readRetryAfter(String(headers['retry-after'] ?? ''), now);
  if (status >= 500) return retryAfter;
  if (status !== 403 && status !== 429) return undefined;
  if (retryAfter !== undefined) return retryAfter;
  if (String(headers['x-ratelimit-remaining'] ?? '') === '0') {
    return bounded((Number(headers['x-ratelimit-reset']) * SECOND - now) / SECOND);
  }
  return status === 429 ? 60 : undefined;
}

/** Seconds of a `Retry-After` header, which has a number or a date (RFC 9110 §10.2.3). */
function readRetryAfter(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const seconds = /^\d+$/.test(trimmed) ? Number(trimmed) : (Date.parse(trimmed) - now) / SECOND;
  return Number.isNaN(seconds) ? undefined : bounded(seconds);
}

const bounded = (seconds: number): number =>
  Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), MAX_RETRY_AFTER_SECONDS) : 60;

export const rateLimited = (seconds: number): AppError =>
  new AppError('storage_provider_rate_limited', undefined, hint(seconds));

export const accessDenied = (): AppError => new AppError('storage_provider_access_denied', undefined, hint(300));

/** A failure of the guard as one of the repository; what the operator can put right stays as it is. */
export function transportFault(error: AppError): AppError {
  switch (error.code) {
    case 'outbound_unreachable':
      return new AppError('storage_provider_unreachable', undefined, hint());
    case 'outbound_timed_out':
      return new AppError('storage_provider_timed_out', undefined, hint());
    case 'outbound_response_too_large':
      return new AppError('storage_provider_read_failed', 'The answer of the repository is too large.', hint());
    default:
      return error;
  }
}
