import { createHmac } from 'node:crypto';
import * as errors from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import type { SessionId, UserId } from '../../core/ids.ts';
import type { Secret } from '../../core/secret.ts';

/** RFC 9068 §2.1: says that this is an access token, so that no other JWT signed with the key passes for one. */
const TYPE = 'at+jwt';
const ALGORITHM = 'HS256';
/** Ours have about 500 characters; nothing longer is worth a look. */
const MAX_TOKEN_CHARACTERS = 4096;
const MAX_VERIFIED = 10_000;

export interface AccessTokenOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly ttlSeconds: number;
  /** The first signs; all of them verify. */
  readonly secrets: readonly Secret<Uint8Array>[];
}

export interface AccessTokenClaims {
  readonly userId: UserId;
  readonly sessionId: SessionId;
}

interface VerifiedAccessToken extends AccessTokenClaims {
  readonly expiresAt: number;
}

/** Signs and checks access tokens. They say who and which session, nothing of what is allowed. */
export interface AccessTokens {
  /** The same `jti` and `issuedAt` (ms) give the same token, letter for letter. */
  issue(claims: AccessTokenClaims, jti: string, issuedAt: number): Promise<{ token: string; expiresAt: number }>;
  /** @throws AppError `auth_token_expired` or `auth_unauthorized` */
  verify(token: string, now: number): Promise<VerifiedAccessToken>;
}

export function createAccessTokens({ issuer, audience, ttlSeconds, secrets }: AccessTokenOptions): AccessTokens {
  const keys = new Map(secrets.map((secret) => [keyIdOf(secret), secret.reveal()]));
  const [signingKeyId, signingKey] = [...keys][0] ?? [];
  if (!signingKeyId || !signingKey) throw new Error('There is no secret to sign access tokens with.');
  // A signature is checked once a token, not once a request. Whether its session still lives is asked elsewhere, always.
  const verified = new Map<string, VerifiedAccessToken>();

  const check = async (token: string, now: number): Promise<VerifiedAccessToken> => {
    const { payload } = await jwtVerify(token, ({ kid }) => keyFor(keys, kid), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer,
      audience,
      requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
      currentDate: new Date(now),
    });
    return {
      userId: payload.sub as UserId,
      sessionId: String(payload.sid) as SessionId,
      expiresAt: (payload.exp ?? 0) * 1000,
    };
  };

  return {
    async issue({ userId, sessionId }, jti, issuedAt) {
      const iat = Math.floor(issuedAt / 1000);
      const exp = iat + ttlSeconds;
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: signingKeyId })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(jti)
        .setIssuedAt(iat)
        .setExpirationTime(exp)
        .sign(signingKey);
      return { token, expiresAt: exp * 1000 };
    },
    async verify(token, now) {
      if (token.length > MAX_TOKEN_CHARACTERS) throw unauthorized();
      const hash = sha256Hex(token);
      const known = verified.get(hash);
      if (known && known.expiresAt > now) return known;
      try {
        const claims = await check(token, now);
        if (verified.size >= MAX_VERIFIED) verified.clear();
        verified.set(hash, claims);
        return claims;
      } catch (error) {
        verified.delete(hash);
        if (error instanceof errors.JWTExpired)
          throw new AppError('auth_token_expired', undefined, { credentialSent: true });
        if (error instanceof errors.JOSEError) throw unauthorized();
        throw error;
      }
    },
  };
}

const unauthorized = () =>
  new AppError('auth_unauthorized', 'The access token is not valid.', { credentialSent: true });

/** Names a key without telling anything of it. */
const keyIdOf = (secret: Secret<Uint8Array>): string =>
  createHmac('sha256', secret.reveal()).update('nekohub jwt key id').digest('hex').slice(0, 8);

function keyFor(keys: ReadonlyMap<string, Uint8Array>, kid: string | undefined): Uint8Array {
  const key = kid === undefined ? undefined : keys.get(kid);
  if (!key) throw new errors.JWSInvalid('unknown key id');
  return key;
}
