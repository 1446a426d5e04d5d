import type { ClientInfo, UserActor } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { PasswordHashing } from '../../core/password-hashing.ts';
import type { Audit } from '../audit/service.ts';
import type { Sessions, TokenPair } from '../sessions/service.ts';
import { targetOf, type UserRow, type Users } from '../users/service.ts';
import type { PasswordCheck } from './password-check.ts';

export type { Authenticator } from './authenticator.ts';
export type { Setup } from './setup.ts';
export { describeActor } from './whoami.ts';

/** What signing in and refreshing answer with: the tokens, and whose they are. */
export interface SignedIn {
  readonly tokens: TokenPair;
  readonly user: UserRow;
}

/** Signing in and out. */
export interface Auth {
  /**
   * Checks a password and starts a session. Unknown user, wrong password and throttled attempt have one answer,
   * after the same time.
   * @throws AppError `auth_invalid_credentials`, `auth_user_inactive` or `server_busy`
   */
  login(username: string, password: string, client: ClientInfo): Promise<SignedIn>;
  /** @throws AppError see `Sessions.refresh` */
  refresh(refreshToken: string, client: ClientInfo): Promise<SignedIn>;
  /** Starts a session for somebody who has proved otherwise who they are. */
  startSession(user: UserRow, client: ClientInfo): Promise<SignedIn>;
}

export interface AuthOptions {
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly hashing: PasswordHashing;
  readonly passwordCheck: PasswordCheck;
}

export function createAuth({ audit, users, sessions, hashing, passwordCheck }: AuthOptions): Auth {
  /** @throws AccountChanged when the account is by now another than the one whose password was checked */
  const start = async (user: UserRow, passwordHash: string, client: ClientInfo): Promise<SignedIn> => {
    let signedInAt = user.updated_at;
    const tokens = await sessions.start(user.id, client, {
      async confirm(trx, at) {
        signedInAt = at;
        if (!(await users.recordSignIn(trx, user, passwordHash, at))) throw new AccountChanged();
      },
      async record(trx, sessionId, ended) {
        const { id: userId, username, role } = user;
        const actor: UserActor = { kind: 'user', userId, sessionId, username, role, permissions: new Set() };
        await audit.record(trx, { actor, client }, { action: 'auth.login', target: targetOf(user) });
        for (const id of ended) {
          const target = { kind: 'session', id } as const;
          await audit.record(
            trx,
            { actor, client },
            {
              action: 'session.end',
              target,
              details: { userId, reason: 'limit' },
            },
          );
        }
      },
    });
    return { tokens, user: { ...user, last_login_at: signedInAt, updated_at: signedInAt } };
  };

  const login = async (username: string, password: string, client: ClientInfo): Promise<SignedIn> => {
    const { user, matches } = await passwordCheck.check(username, password, client);
    // A name that is nobody's is not recorded, as people type passwords into the wrong field.
    const target = user && targetOf(user);
    if (!user || !matches) throw new AppError('auth_invalid_credentials', undefined, { target });
    if (user.is_active !== 1) throw new AppError('auth_user_inactive', undefined, { target });
    const passwordHash = hashing.isCurrent(user.password_hash) ? user.password_hash : await hashing.hash(password);
    return start(user, passwordHash, client);
  };

  return {
    async login(username, password, client) {
      try {
        return await login(username, password, client);
      } catch (error) {
        if (!(error instanceof AccountChanged)) throw error;
        // Removed, disabled, given another password, or a sign-in beside this one renewed its hash: what is so now decides.
        return login(username, password, client);
      }
    },
    async refresh(refreshToken, client) {
      const tokens = await sessions.refresh(refreshToken, client);
      const user = await users.find(tokens.userId);
      if (!user) throw new AppError('auth_refresh_token_invalid');
      return { tokens, user };
    },
    startSession: (user, client) => start(user, user.password_hash, client),
  };
}

class AccountChanged extends Error {}
