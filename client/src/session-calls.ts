import createClient from 'openapi-fetch';
import type { FetchRequest } from './authorised-fetch.ts';
import type { paths } from './schema.gen.ts';
import type { SignIn } from './types.ts';
import { unwrap } from './unwrap.ts';

/** Where the refresh token lives: in an HttpOnly cookie that no script can read, or in the answer's body. */
export type Carrier = 'cookie' | 'body';

/** What the server handed out, with its end on this machine's clock. */
export interface Grant {
  answer: SignIn;
  issuedAtMs: number;
  expiresAtMs: number;
  /** When its refresh token ends, which each use puts off until the session is as old as one may be. */
  sessionExpiresAtMs: number;
}

export interface SessionCalls {
  /** @param remember false: the browser forgets the session when it is closed */
  signIn(username: string, password: string, remember: boolean): Promise<Grant>;
  setUp(token: string, username: string, password: string): Promise<Grant>;
  refresh(refreshToken: string | null): Promise<Grant>;
  signOut(refreshToken: string | null): Promise<void>;
}

interface SessionCallOptions {
  baseUrl: string;
  carrier: Carrier;
  fetch: FetchRequest;
  now: () => number;
}

// A refresh holds the lock of all tabs: it must not hang with a dead connection.
const TIME_LIMIT_MS = 15_000;

/** The server's clock may differ from ours, so its own `Date` turns the end of life into a length of life. */
const grantFrom = (answer: SignIn, response: Response, now: number): Grant => {
  const serverNow = Date.parse(response.headers.get('Date') ?? '');
  const here = (time: string) => now + Math.max(0, Date.parse(time) - (Number.isNaN(serverNow) ? now : serverNow));
  return {
    answer,
    issuedAtMs: now,
    expiresAtMs: here(answer.accessTokenExpiresAtUtc),
    sessionExpiresAtMs: here(answer.refreshTokenExpiresAtUtc),
  };
};

/** The four calls that begin, prolong and end a session. None of them sends an access token. */
export const createSessionCalls = ({ baseUrl, carrier, fetch, now }: SessionCallOptions): SessionCalls => {
  const api = createClient<paths>({ baseUrl, fetch, credentials: carrier === 'cookie' ? 'same-origin' : 'omit' });
  const limit = () => AbortSignal.timeout(TIME_LIMIT_MS);
  const granted = async (call: Promise<{ data?: { data: SignIn }; error?: unknown; response: Response }>) => {
    const answer = await unwrap(call);
    return grantFrom(answer, (await call).response, now());
  };
  const withToken = (refreshToken: string | null) => (refreshToken === null ? { carrier } : { carrier, refreshToken });

  return {
    signIn: (username, password, remember) =>
      granted(api.POST('/api/v1/auth/login', { body: { username, password, carrier, remember }, signal: limit() })),
    setUp: (token, username, password) =>
      granted(api.POST('/api/v1/setup', { body: { token, username, password, carrier }, signal: limit() })),
    refresh: (refreshToken) =>
      granted(api.POST('/api/v1/auth/refresh', { body: withToken(refreshToken), signal: limit() })),
    signOut: async (refreshToken) => {
      await unwrap(api.POST('/api/v1/auth/logout', { body: withToken(refreshToken), signal: limit() }));
    },
  };
};
