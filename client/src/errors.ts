/** Code of an ApiError that never reached the server: no network, a refused connection, a time limit. */
export const NETWORK_ERROR_CODE = 'network_unreachable';

export const RETRY_AFTER = 'Retry-After';

interface ApiErrorFields {
  code: string;
  message: string;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  traceId?: string | null;
  /** Name of the request field at fault, if the server named one. */
  field?: string | null;
  retryAfterSeconds?: number | null;
  details?: unknown;
  cause?: unknown;
}

/** Every failed call ends in this error, whether the server refused it or could not be reached. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly traceId: string | null;
  readonly field: string | null;
  /** How long the server asks to wait before the same call is made again; null when it does not say. */
  readonly retryAfterSeconds: number | null;
  readonly details: unknown;

  constructor(fields: ApiErrorFields) {
    super(fields.message, { cause: fields.cause });
    this.name = 'ApiError';
    this.code = fields.code;
    this.status = fields.status;
    this.traceId = fields.traceId ?? null;
    this.field = fields.field ?? null;
    this.retryAfterSeconds = fields.retryAfterSeconds ?? null;
    this.details = fields.details;
  }

  get isNetworkError(): boolean {
    return this.status === 0;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Seconds of a `Retry-After` header, which has a number or a date (RFC 9110 §10.2.3); null when it has neither. */
const secondsOf = (retryAfter: string | null): number | null => {
  if (retryAfter === null) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
};

/** What an answer says beside its body. */
export interface FailedAnswer {
  status: number;
  statusText?: string;
  /** The header as it stands. */
  retryAfter: string | null;
}

/** Reads the error envelope; a foreign or empty body (a proxy's page, for instance) still gives a usable error. */
export const apiErrorFrom = ({ status, statusText = '', retryAfter }: FailedAnswer, body: unknown): ApiError => {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return new ApiError({
    code: text(error.code) ?? `http_${status}`,
    message: text(error.message) ?? (statusText || `The server answered ${status}.`),
    status,
    traceId: text(error.traceId),
    field: text(error.field),
    retryAfterSeconds: secondsOf(retryAfter),
    details: error.details,
  });
};

export const networkError = (cause: unknown): ApiError =>
  new ApiError({ code: NETWORK_ERROR_CODE, message: 'The server could not be reached.', status: 0, cause });

/** True for a call that was cancelled on purpose, which is not a failure to report. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
