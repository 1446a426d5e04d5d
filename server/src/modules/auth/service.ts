import { MAX_PASSWORD_CHARACTERS } from '../../core/account-limits.ts';
import type { ClientInfo, UserActor } from '../../core/actor.ts';
import type { AuditTarget } from '../../core/audit-events.ts';
import { createKeyedQueue, QueueFull } from '../../core/bounded-queue.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { networkOf } from '../../core/network.ts';
import type { PasswordHashing } from '../../core/password-hashing.ts';
import type { Audit } from '../audit/service.ts';
import type { Sessions, TokenPair } from '../sessions/service.ts';
import type { UserRow, Users } from '../users/service.ts';
import type { Attempt, Throttle } from './throttle.ts';

export type { Authenticator } from './authenticator.ts';
export type { Setup } from './setup.ts';

const MAX_WAITING_PER_LANE = 256;
const RETRY_AFTER_SECONDS = 5;

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
  readonly clock: Clock;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly hashing: PasswordHashing;
  readonly throttle: Throttle;
}

export function createAuth({ clock, audit, users, sessions, hashing, throttle }: AuthOptions): Auth {
  // Attempts that raise the same counter go one after another: a burst cannot slip past it.
  const lanes = createKeyedQueue(MAX_WAITING_PER_LANE);
  const typicalHash = createTypicalDuration();

  const attempt = async (from: Attempt, password: string, client: ClientInfo): Promise<SignedIn | 'blocked'> => {
    if (await throttle.isBlocked(from)) return 'blocked';
    // Read in its turn: what was true before the wait may not be any more.
    const user = await users.findByName(from.username);
    const startedAt = performance.now();
    // No account has a password this long; it costs what every other costs, so that no attempt goes round the queue.
    const possible = password.length <= MAX_PASSWORD_CHARACTERS;
    const matches = await hashing.verify(
      password.slice(0, MAX_PASSWORD_CHARACTERS),
      possible ? user?.password_hash : undefined,
    );
    typicalHash.add(performance.now() - startedAt);
    if (!user || !matches) {
      await throttle.recordFailure(from);
      throw new AppError('auth_invalid_credentials', undefined, { target: targetOf(user) });
    }
    await throttle.recordSuccess(from);
    if (user.is_active !== 1) throw new AppError('auth_user_inactive', undefined, { target: targetOf(user) });
    return start(user, client);
  };

  const inTurn = async <T>([lane, ...others]: readonly string[], task: () => Promise<T>): Promise<T> => {
    if (lane === undefined) return task();
    try {
      return await lanes.run(lane, () => inTurn(others, task));
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      throw new AppError('server_busy', undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  };

  const start = async (user: UserRow, client: ClientInfo): Promise<SignedIn> => {
    let signedInAt = user.updated_at;
    const tokens = await sessions.start(user.id, client, async (trx, at, sessionId) => {
      signedInAt = at;
      await users.recordSignIn(trx, user.id, at);
      const { id: userId, username, role } = user;
      const actor: UserActor = { kind: 'user', userId, sessionId, username, role, permissions: new Set() };
      await audit.record(trx, { actor, client }, { action: 'auth.login', target: targetOf(user) });
    });
    return { tokens, user: { ...user, last_login_at: signedInAt, updated_at: signedInAt } };
  };

  return {
    async login(username, password, client) {
      const user = await users.findByName(username);
      const network = networkOf(client.address);
      const familiar = user !== undefined && (await sessions.knowsNetwork(user.id, network));
      const from = { username: username.trim().toUpperCase(), network, familiar };
      // Refused attempts wait outside the queues: a flood of them takes nobody's place.
      const outcome = (await throttle.isBlocked(from))
        ? 'blocked'
        : await inTurn(lanesOf(from), () => attempt(from, password, client));
      if (outcome !== 'blocked') return outcome;
      await clock.sleep(typicalHash.ms());
      throw new AppError('auth_invalid_credentials', undefined, { target: targetOf(user) });
    },
    async refresh(refreshToken, client) {
      const tokens = await sessions.refresh(refreshToken, client);
      const user = await users.find(tokens.userId);
      if (!user) throw new AppError('auth_refresh_token_invalid');
      return { tokens, user };
    },
    startSession: start,
  };
}

/**
 * The queues that an attempt goes through, in this order. Networks that the account is used from have queues of their
 * own, so that strangers cannot fill its owner's. Strangers pass their network's before the account's: no network has
 * more than one of them waiting for an account.
 */
const lanesOf = ({ username, network, familiar }: Attempt): readonly string[] =>
  familiar ? [`pair\n${username}\n${network}`] : [`network\n${network}`, `account\n${username}`];

/** Whose account it is about; a name that is nobody's is not recorded, as people type passwords into the wrong field. */
const targetOf = (user: UserRow | undefined): AuditTarget | undefined =>
  user && { kind: 'user', id: user.id, name: user.username };

/** A moving mean of how long a password check takes, for answers that must take as long without doing one. */
function createTypicalDuration() {
  let mean = 15;
  return {
    ms: () => mean,
    add: (ms: number) => {
      mean = mean * 0.9 + Math.min(ms, 1000) * 0.1;
    },
  };
}
