import type { FastifyReply, FastifyRequest } from 'fastify';
import { toTimestamp } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Users } from '../users/service.ts';
import type { CarrierName, SignedInAnswer } from './schema.ts';
import type { SignedIn } from './service.ts';

const COOKIE = 'nekohub_refresh';
const COOKIE_PATH = '/api/v1/auth';
/** Behind a token, which has no dot: the browser is to forget the cookie when it is closed. Renewing it keeps that. */
const UNKEPT = '.unkept';

/**
 * Gives out the refresh token by the carrier that was asked for. In the cookie no script can read it, and no other
 * site's page can send it (HttpOnly, SameSite=Strict; RFC 6265bis §4.1.2).
 */
export async function sendSignedIn(
  reply: FastifyReply,
  { tokens, user }: SignedIn,
  carrier: CarrierName,
  users: Users,
  isKept: boolean,
): Promise<{ data: SignedInAnswer }> {
  reply.header('cache-control', 'no-store');
  if (carrier === 'cookie') {
    const options = cookieOptions(reply.request);
    if (isKept)
      reply.setCookie(COOKIE, tokens.refreshToken, { ...options, expires: new Date(tokens.refreshTokenExpiresAt) });
    else reply.setCookie(COOKIE, tokens.refreshToken + UNKEPT, options);
  }
  return {
    data: {
      accessToken: tokens.accessToken,
      refreshToken: carrier === 'cookie' ? null : tokens.refreshToken,
      accessTokenExpiresAtUtc: toTimestamp(tokens.accessTokenExpiresAt),
      refreshTokenExpiresAtUtc: toTimestamp(tokens.refreshTokenExpiresAt),
      user: await users.present(user),
    },
  };
}

export const refreshCookieOf = (request: FastifyRequest): string | undefined =>
  isCookieKept(request) ? request.cookies[COOKIE] : request.cookies[COOKIE]?.slice(0, -UNKEPT.length);

/** Whether the cookie that came outlives the browser; so it is without one. */
export const isCookieKept = (request: FastifyRequest): boolean => request.cookies[COOKIE]?.endsWith(UNKEPT) !== true;

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.clearCookie(COOKIE, cookieOptions(reply.request));
}

/**
 * The cookie carrier is for our own console alone: its requests must come from a page of this very origin.
 * @throws AppError `origin_not_allowed`
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string | undefined): void {
  const own = [`${request.protocol}://${request.host}`, ...(publicUrl ? [new URL(publicUrl).origin] : [])];
  const { origin } = request.headers;
  if (origin === undefined || !own.includes(origin)) {
    throw new AppError('origin_not_allowed', 'The cookie carrier is for pages of NekoHub itself.');
  }
}

/** Secure when the page came by https, as its checked origin says: behind a proxy that is not the server's own scheme. */
const cookieOptions = ({ protocol, headers }: FastifyRequest) => {
  const secure = protocol === 'https' || headers.origin?.startsWith('https:') === true;
  return { path: COOKIE_PATH, httpOnly: true, sameSite: 'strict', secure } as const;
};
