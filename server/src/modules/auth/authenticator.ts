import type { Actor, ClientInfo, UserActor } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { ApiKeys } from '../api-keys/service.ts';
import type { Sessions } from '../sessions/service.ts';

/** Reads the `Authorization` header (RFC 6750 §2.1); no credential is taken from anywhere else. */
export interface Authenticator {
  /**
   * Who the bearer value belongs to.
   * @param accept which credentials the route takes; all when undefined
   * @throws AppError a 401 with the code that the contract gives for the case
   */
  authenticate(
    client: ClientInfo,
    header: string | undefined,
    accept: 'user' | 'apiKey' | 'any' | undefined,
  ): Promise<Actor>;
  /** When the credential of a caller ends, in milliseconds; null for never. @param header the one that it came in */
  expiryOf(actor: Actor, header: string | undefined): Promise<number | null>;
  /** The person whose valid access token the header carries, or undefined. */
  findUser(client: ClientInfo, header: string | undefined): Promise<UserActor | undefined>;
}

export function createAuthenticator({ sessions, apiKeys }: { sessions: Sessions; apiKeys: ApiKeys }): Authenticator {
  const refuse = (sent: boolean) => {
    if (!apiKeys.advertised) return new AppError('auth_unauthorized', undefined, { credentialSent: sent });
    return new AppError(sent ? 'api_key_invalid' : 'api_key_missing');
  };

  return {
    async authenticate(client, header, accept) {
      const bearer = bearerOf(header);
      if (accept === 'apiKey') {
        const key = bearer === undefined ? undefined : await apiKeys.authenticate(bearer, client);
        if (key) return key;
        throw new AppError(header?.trim() && apiKeys.enabled ? 'api_key_invalid' : 'api_key_missing');
      }
      if (accept === 'user') {
        if (bearer === undefined) throw new AppError('auth_unauthorized', undefined, { credentialSent: false });
        return sessions.authenticate(bearer, client);
      }
      if (bearer === undefined) throw refuse(Boolean(header?.trim()));
      // Keys first: one with two dots in it is a key all the same.
      const key = await apiKeys.authenticate(bearer, client);
      if (key) return key;
      if (!apiKeys.advertised || isTokenShaped(bearer)) return sessions.authenticate(bearer, client);
      throw refuse(true);
    },
    async expiryOf(actor, header) {
      if (actor.kind === 'user') return sessions.accessTokenExpiry(bearerOf(header) ?? '');
      return actor.kind === 'managedKey' ? actor.expiresAt : null;
    },
    async findUser(client, header) {
      const bearer = bearerOf(header);
      if (bearer === undefined) return undefined;
      try {
        return await sessions.authenticate(bearer, client);
      } catch (error) {
        if (error instanceof AppError) return undefined;
        throw error;
      }
    },
  };
}

function bearerOf(header: string | undefined): string | undefined {
  const match = /^bearer +(.+)$/i.exec(header?.trim() ?? '');
  return match?.[1]?.trim() || undefined;
}

/** RFC 7515 §7.1: three parts with two dots between them. */
const isTokenShaped = (value: string): boolean => value.split('.').length === 3;
