import { apiErrorFrom, type FailedAnswer, networkError, RETRY_AFTER } from './errors.ts';

export interface UploadProgress {
  sentBytes: number;
  totalBytes: number;
}

export interface UploadRequest {
  url: string;
  bearer: string | null;
  form: FormData;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: UploadProgress) => void) | undefined;
}

export interface UploadAnswer extends FailedAnswer {
  body: unknown;
}

export type UploadTransport = (request: UploadRequest) => Promise<UploadAnswer>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const abortError = () => new DOMException('The upload was cancelled.', 'AbortError');

/** XMLHttpRequest, because fetch still tells nothing about the bytes sent. */
export const xhrTransport: UploadTransport = ({ url, bearer, form, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError());
    const xhr = new XMLHttpRequest();
    const abort = () => xhr.abort();
    const settle = (finish: () => void) => () => {
      signal?.removeEventListener('abort', abort);
      finish();
    };
    xhr.open('POST', url);
    if (bearer !== null) xhr.setRequestHeader('Authorization', `Bearer ${bearer}`);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress?.({ sentBytes: loaded, totalBytes: total });
    xhr.onload = settle(() =>
      resolve({
        status: xhr.status,
        retryAfter: xhr.getResponseHeader(RETRY_AFTER),
        body: parse(xhr.responseText),
      }),
    );
    xhr.onerror = settle(() => reject(networkError(new Error('XMLHttpRequest failed'))));
    xhr.onabort = settle(() => reject(abortError()));
    signal?.addEventListener('abort', abort);
    xhr.send(form);
  });

/** For Node: no progress in between, only its end. */
export const fetchTransport =
  (fetch: typeof globalThis.fetch = globalThis.fetch): UploadTransport =>
  async ({ url, bearer, form, signal, onProgress }) => {
    const headers: HeadersInit = bearer === null ? {} : { Authorization: `Bearer ${bearer}` };
    let response: Response;
    try {
      response = await fetch(url, { method: 'POST', body: form, headers, signal: signal ?? null });
    } catch (error) {
      throw signal?.aborted ? abortError() : networkError(error);
    }
    onProgress?.({ sentBytes: 1, totalBytes: 1 });
    const { status, headers: answered } = response;
    return { status, retryAfter: answered.get(RETRY_AFTER), body: parse(await response.text()) };
  };

/** Turns an answer of an upload into its payload or an ApiError. */
export const readUploadAnswer = ({ body, ...answer }: UploadAnswer): unknown => {
  if (answer.status < 200 || answer.status >= 300) throw apiErrorFrom(answer, body);
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : null;
};
