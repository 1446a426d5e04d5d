import { ApiError, apiErrorFrom, isAbort, networkError, RETRY_AFTER } from './errors.ts';

interface Answer<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** What the server put under `data`: the envelope is taken off, a blob or an empty answer stays as it is. */
type Unwrapped<Body> = Body extends { data: infer Inner } ? Inner : Body;

const hasData = (body: unknown): body is { data: unknown } =>
  typeof body === 'object' && body !== null && 'data' in body;

/**
 * Waits for a call and gives its payload: `const page = await unwrap(client.api.GET('/api/v1/assets'))`.
 * Throws ApiError for every failure except a deliberate abort, which passes through.
 */
export const unwrap = async <Body>(call: Promise<Answer<Body>>): Promise<Unwrapped<Body>> => {
  let answer: Answer<Body>;
  try {
    answer = await call;
  } catch (error) {
    throw error instanceof ApiError || isAbort(error) ? error : networkError(error);
  }
  if (!answer.response.ok) {
    const { status, statusText, headers } = answer.response;
    throw apiErrorFrom({ status, statusText, retryAfter: headers.get(RETRY_AFTER) }, answer.error);
  }
  const body = answer.data;
  // The type follows the schema the caller named; this is the border where the server's word is taken for it.
  return (hasData(body) ? body.data : body) as Unwrapped<Body>;
};
