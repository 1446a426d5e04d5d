import type { Credentials } from './credentials.ts';

export type FetchRequest = (request: Request) => Promise<Response>;

const withBearer = (request: Request, bearer: string | null): Request => {
  if (bearer !== null) request.headers.set('Authorization', `Bearer ${bearer}`);
  return request;
};

/** Attaches the bearer value; after a 401 it asks for a new one and repeats the call once. */
export const authorisedFetch =
  (credentials: Credentials, fetch: FetchRequest): FetchRequest =>
  async (request) => {
    const bearer = await credentials.bearer();
    // A body can be read once only, so the copy for the second try is made before the first.
    const spare = request.clone();
    const response = await fetch(withBearer(request, bearer));
    if (response.status !== 401) return response;
    const renewed = await credentials.renew(bearer);
    return renewed === null ? response : fetch(withBearer(spare, renewed));
  };
