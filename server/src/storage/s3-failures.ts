import { causesOf } from '../core/causes.ts';
import { AppError, type ErrorCode } from '../core/errors.ts';

const RETRY_AFTER_SECONDS = 5;

/** What the library says of an answer that is none of success. */
interface Facts {
  readonly name: string;
  readonly status: number | undefined;
}

function factsOf(error: unknown): Facts {
  const { name, $metadata } = error as { name?: unknown; $metadata?: { httpStatusCode?: unknown } };
  const status = $metadata?.httpStatusCode;
  return { name: typeof name === 'string' ? name : '', status: typeof status === 'number' ? status : undefined };
}

/** Whether it is the object that is not there, and not the bucket. */
export function isMissingObject(error: unknown): boolean {
  const { name, status } = factsOf(error);
  return name === 'NoSuchKey' || (status === 404 && name !== 'NoSuchBucket');
}

export const isBeyondEnd = (error: unknown): boolean => factsOf(error).status === 416;

/** A failure of an S3 store in our words: what the store says is nobody's to read. Refusals of our own stay. */
export function s3Failure(error: unknown): AppError {
  const chain = causesOf(error);
  const own = chain.find((cause) => cause instanceof AppError);
  // Readers of pictures are not told which address is refused; who tries a profile out is.
  if (own) return withCause(own.code.startsWith('outbound_') ? failure('storage_provider_unreachable') : own, own);
  const facts = factsOf(error);
  const codes = chain.map((cause) => String((cause as { code?: unknown }).code ?? ''));
  return withCause(failure(codeOf(facts, codes)), summaryOf(facts, codes));
}

function codeOf({ name, status }: Facts, codes: readonly string[]): ErrorCode {
  if (status === undefined) {
    const isTimeout = codes.some((code) => /TIMEOUT|ETIMEDOUT/.test(code)) || /Timeout/.test(name);
    return isTimeout ? 'storage_provider_timed_out' : 'storage_provider_unreachable';
  }
  if (status === 429 || name === 'SlowDown' || name === 'ServiceUnavailable') return 'storage_provider_rate_limited';
  if (status === 507 || /StorageFull|QuotaExceeded|InsufficientStorage/i.test(name)) return 'storage_provider_full';
  if (status === 401 || status === 403) return 'storage_provider_access_denied';
  if (name === 'NoSuchBucket') return 'storage_provider_bucket_missing';
  return 'storage_provider_failed';
}

const failure = (code: ErrorCode): AppError =>
  new AppError(code, undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });

/** For the log: kinds, and no text that came from elsewhere. */
function summaryOf({ name, status }: Facts, codes: readonly string[]): Error {
  const kind = /^[\w.-]{1,60}$/.test(name) ? name : 'Error';
  const code = codes.find((text) => /^[A-Z][A-Z0-9_]{2,40}$/.test(text));
  return new Error(['S3', kind, status, code].filter(Boolean).join(' '));
}

function withCause(error: AppError, cause: unknown): AppError {
  if (error !== cause) error.cause = cause;
  return error;
}
