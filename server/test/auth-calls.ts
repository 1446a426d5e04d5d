import { SIGN_IN_REFUSAL_MS } from '../src/http/errors.ts';
import type { SignedInAnswer } from '../src/modules/auth/schema.ts';
import { bearer, type TestApp } from './app.ts';

const post = (hub: TestApp, url: string, payload: unknown, headers: Record<string, string> = {}) =>
  hub.server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });

export const refresh = (hub: TestApp, refreshToken: unknown) => post(hub, '/api/v1/auth/refresh', { refreshToken });

/** Fails when the refresh is refused. */
export async function refreshed(
  hub: TestApp,
  refreshToken: string,
): Promise<SignedInAnswer & { refreshToken: string }> {
  const answer = await refresh(hub, refreshToken);
  if (answer.statusCode !== 200) throw new Error(`The refresh was refused: ${answer.body}`);
  return answer.json<{ data: SignedInAnswer & { refreshToken: string } }>().data;
}

/** A sign-in by the body carrier, whose answer always has the refresh token. */
export async function signIn(
  hub: TestApp,
  username?: string,
  password?: string,
): Promise<SignedInAnswer & { refreshToken: string }> {
  const { refreshToken, ...rest } = await hub.login(username, password);
  if (refreshToken === null) throw new Error('There is no refresh token in the answer.');
  return { ...rest, refreshToken };
}

/** Any sign-in request; `from` is the client's address. */
export const tryLogin = (hub: TestApp, username: string, password: string, from = '203.0.113.5') =>
  hub.server.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { username, password },
    remoteAddress: from,
  });

/** How many attempts were refused without comparing a password, after the time that this would have taken. */
export const countThrottled = (hub: TestApp): number =>
  hub.clock.sleeps.filter((ms) => ms !== SIGN_IN_REFUSAL_MS).length;

export const logout = (hub: TestApp, payload: unknown, accessToken?: string) =>
  post(hub, '/api/v1/auth/logout', payload, accessToken === undefined ? {} : bearer(accessToken));

/** What the access token is good for now: `ok`, or the code of the refusal. */
export async function stateOf(hub: TestApp, accessToken: string): Promise<string> {
  const answer = await hub.server.inject({ url: '/api/v1/auth/me', headers: bearer(accessToken) });
  return answer.statusCode === 200 ? 'ok' : answer.json<{ error: { code: string } }>().error.code;
}

/** Status and code of an answer; the code is undefined when it is no refusal. */
export async function codeOf(request: ReturnType<typeof refresh>): Promise<[number, string | undefined]> {
  const answer = await request;
  return [answer.statusCode, answer.json<{ error?: { code: string } }>().error?.code];
}
