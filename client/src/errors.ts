/** Code of an ApiError that never reached the server: no network, a refused connection, a time limit. */
export const NETWORK_ERROR_CODE = 'network_unreachable';

interface ApiErrorFields {
  code: string;
  message: string;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  traceId?: string | null;
  /** Name of the request field at fault, if the server named one. */
  field?: string | null;
  details?: unknown;
  cause?: unknown;
}

/** Every failed call ends in this error, whether the server refused it or could not be reached. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly traceId: string | null;
  readonly field: string | null;
  readonly details: unknown;

  constructor(fields: ApiErrorFields) {
    super(fields.message, { cause: fields.cause });
    this.name = 'ApiError';
    this.code = fields.code;
    this.status = fields.status;
    this.traceId = fields.traceId ?? null;
    this.field = fields.field ?? null;
    this.details = fields.details;
  }

  get isNetworkError(): boolean {
    return this.status === 0;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads the error envelope; a foreign or empty body (a proxy's page, for instance) still gives a usable error. */
export const apiErrorFrom = (status: number, body: unknown, statusText = ''): ApiError => {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return new ApiError({
    code: text(error.code) ?? `http_${status}`,
    message: text(error.message) ?? (statusText || `The server answered ${status}.`),
    status,
    traceId: text(error.traceId),
    field: text(error.field),
    details: error.details,
  });
};

export const networkError = (cause: unknown): ApiError =>
  new ApiError({ code: NETWORK_ERROR_CODE, message: 'The server could not be reached.', status: 0, cause });

/** True for a call that was cancelled on purpose, which is not a failure to report. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
