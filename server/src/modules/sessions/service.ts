import type { Transaction } from 'kysely';
import { ANONYMOUS, type ClientInfo, type UserActor } from '../../core/actor.ts';
import { type Clock, DAY, SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { newId, type RefreshTokenId, type SessionId, type UserId } from '../../core/ids.ts';
import { networkOf } from '../../core/network.ts';
import { SEALED_COLUMNS } from '../../core/sealed-columns.ts';
import type { Sealer } from '../../core/sealing.ts';
import type { Db } from '../../db/database.ts';
import type { SessionEnd, Tables } from '../../db/tables.ts';
import type { Audit, Recorder } from '../audit/service.ts';
import type { AccessTokens } from './access-tokens.ts';
import { createLastSeen, type LastSeenOptions } from './last-seen.ts';
import { createPrincipals } from './principals.ts';
import type { RefreshTokens } from './refresh-token.ts';
import * as repo from './repo.ts';
import { createSessionList, type SessionList } from './session-list.ts';
import * as tokenRepo from './token-repo.ts';

export { createRefreshTokens } from './refresh-token.ts';

/** Within this time of its first use a refresh token gets the same answer again: two tabs, a lost response. */
const REPLAY_WINDOW_MS = 10 * SECOND;
const MAX_USER_AGENT_CHARACTERS = 512;
/** Ended sessions are kept this long, so that late tokens get the right answer. */
const HISTORY_MS = 30 * DAY;

/** A pair of tokens, with the ends of their lives in milliseconds. */
export interface TokenPair {
  readonly userId: UserId;
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: number;
}

/** What belongs to the start of a session, in its transaction. */
export interface StartSteps {
  /** Comes first. Locks the account, which may be removed at this moment; throws when there is to be no session. */
  confirm(trx: Transaction<Tables>, at: number): Promise<void>;
  /** Comes last. @param ended sessions that made room for this one */
  record(trx: Transaction<Tables>, sessionId: SessionId, ended: readonly SessionId[]): Promise<void>;
}

/** Sessions of people: made at sign-in, carried on by rotating refresh tokens (RFC 9700 §4.14.2), ended for good. */
export interface Sessions extends SessionList {
  start(userId: UserId, client: ClientInfo, steps: StartSteps): Promise<TokenPair>;
  /** @throws AppError one of the `auth_refresh_token_…` codes, or `auth_user_inactive` */
  refresh(refreshToken: string, client: ClientInfo): Promise<TokenPair>;
  /** Signs out of the session that a refresh token belongs to, whichever of its tokens it is; unknown ones are ignored. */
  endByRefreshToken(caller: Recorder, refreshToken: string): Promise<void>;
  /** Ends a session if it is still live. */
  end(caller: Recorder, sessionId: SessionId, reason: SessionEnd): Promise<void>;
  /** @throws AppError `auth_unauthorized` (also for a disabled account), `auth_token_expired` or `auth_session_ended` */
  authenticate(accessToken: string, client: ClientInfo): Promise<UserActor>;
  /** When a valid access token ends, in milliseconds. @throws AppError `auth_unauthorized` or `auth_token_expired` */
  accessTokenExpiry(accessToken: string): Promise<number>;
  knowsNetwork(userId: UserId, network: string): Promise<boolean>;
  /** Removes what is of no use any more; to be called now and then. */
  tidy(): Promise<void>;
}

export interface SessionsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly sealer: Sealer;
  readonly refreshTokens: RefreshTokens;
  readonly log: LastSeenOptions['log'];
  readonly accessTokens: AccessTokens;
  readonly refreshTokenDays: number;
  readonly maxDays: number;
  readonly maxPerUser: number;
}

export function createSessions(options: SessionsOptions): Sessions {
  const { db, clock, audit, sealer, refreshTokens, accessTokens } = options;
  const principals = createPrincipals(db);
  const lastSeen = createLastSeen(options);

  /** A fresh token and its row; the row is written by the caller. */
  const draftToken = (id: RefreshTokenId, sessionId: SessionId, at: number) => {
    const token = refreshTokens.make(sessionId);
    const row = {
      id,
      session_id: sessionId,
      token_hash: sha256Hex(token),
      sealed_token: sealer.seal(token, sealContext(id)),
      created_at: at,
      first_used_at: null,
      child_id: null,
    };
    return { id, token, row };
  };

  const expiryOf = (at: number, sessionEnd: number) => Math.min(at + options.refreshTokenDays * DAY, sessionEnd);

  /** `jti` and time of issue come from the child token, so that the same answer can be made again. */
  const answer = async (
    ids: { userId: UserId; sessionId: SessionId },
    child: { id: string; token: string; expiresAt: number },
    issuedAt: number,
  ): Promise<TokenPair> => {
    const access = await accessTokens.issue(ids, child.id, issuedAt);
    return {
      userId: ids.userId,
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt,
      refreshToken: child.token,
      refreshTokenExpiresAt: child.expiresAt,
    };
  };

  const end: Sessions['end'] = async (caller, sessionId, reason) => {
    await db.transaction().execute(async (trx) => {
      const ended = await repo.endSession(trx, sessionId, clock.now(), reason);
      if (!ended) return;
      if (reason === 'refresh_token_reused') await repo.warnOfSession(trx, sessionId, clock.now(), reason);
      await audit.record(trx, caller, {
        action: reason === 'logout' ? 'auth.logout' : 'session.end',
        target: { kind: 'session', id: sessionId },
        details: { userId: ended.user_id, reason },
      });
    });
    principals.forgetSession(sessionId);
  };

  /**
   * Refuses a token that there is no row of. One that was made here was used long ago, as unused ones are kept while
   * their session is: it ends its session like any other that is older than the parent.
   */
  const refuseUnknown = async (refreshToken: string, now: number, client: ClientInfo): Promise<never> => {
    const sessionId = refreshTokens.sessionOf(refreshToken);
    const session = sessionId && (await repo.findSession(db, sessionId));
    if (!session) throw new AppError('auth_refresh_token_invalid');
    if (session.is_active !== 1) throw new AppError('auth_user_inactive');
    if (session.ended_at !== null) throw endedError(session.end_reason);
    if (session.expires_at <= now) throw new AppError('auth_refresh_token_expired');
    await end({ actor: ANONYMOUS, client }, session.id, 'refresh_token_reused');
    throw new AppError('auth_refresh_token_reused');
  };

  /** The token's holder never saw its child: a lost answer, or somebody who took the token and now uses it. */
  const warnOfLateToken = (ids: { userId: UserId; sessionId: SessionId }, at: number, client: ClientInfo) =>
    db.transaction().execute(async (trx) => {
      if (!(await repo.warnOfSession(trx, ids.sessionId, at, 'refresh_token_late'))) return;
      await audit.record(
        trx,
        { actor: ANONYMOUS, client },
        {
          action: 'session.warn',
          target: { kind: 'session', id: ids.sessionId },
          details: { userId: ids.userId, warning: 'refresh_token_late' },
        },
      );
    });

  /** What to do with a token that could not be claimed: the same answer again, or a refusal. */
  const answerAgain = async (
    refreshToken: string,
    found: tokenRepo.FoundRefreshToken | undefined,
    now: number,
    client: ClientInfo,
  ): Promise<TokenPair> => {
    if (!found) return refuseUnknown(refreshToken, now, client);
    if (found.is_active !== 1) throw new AppError('auth_user_inactive');
    if (found.ended_at !== null) throw endedError(found.end_reason);
    if (found.first_used_at === null || found.session_expires_at <= now)
      throw new AppError('auth_refresh_token_expired');
    const inWindow = now < found.first_used_at + REPLAY_WINDOW_MS;
    if (!inWindow && found.child_first_used_at !== null) {
      await end({ actor: ANONYMOUS, client }, found.session_id, 'refresh_token_reused');
      throw new AppError('auth_refresh_token_reused');
    }
    const { child_id, child_sealed_token, child_created_at, child_expires_at } = found;
    const expired = found.expires_at <= now || child_expires_at === null || child_expires_at <= now;
    if (expired || child_id === null || child_created_at === null) {
      throw new AppError('auth_refresh_token_expired');
    }
    const token = child_sealed_token && sealer.open(child_sealed_token, sealContext(child_id));
    if (!token) throw new AppError('auth_refresh_token_invalid');
    const ids = { userId: found.user_id, sessionId: found.session_id };
    if (!inWindow) await warnOfLateToken(ids, now, client);
    const child = { id: inWindow ? child_id : newId(), token, expiresAt: child_expires_at };
    return answer(ids, child, inWindow ? child_created_at : now);
  };

  return {
    ...createSessionList({ db, clock, audit, principals }),

    async start(userId, client, { confirm, record }) {
      const now = clock.now();
      const sessionId = newId<SessionId>();
      const sessionEnd = now + options.maxDays * DAY;
      const first = draftToken(newId(), sessionId, now);
      const expiresAt = expiryOf(now, sessionEnd);
      const ended = await db.transaction().execute(async (trx) => {
        await confirm(trx, now);
        await repo.insertSession(trx, {
          id: sessionId,
          user_id: userId,
          created_at: now,
          last_seen_at: now,
          expires_at: sessionEnd,
          ended_at: null,
          end_reason: null,
          address: client.address,
          network: networkOf(client.address),
          user_agent: client.userAgent.slice(0, MAX_USER_AGENT_CHARACTERS),
          last_address: null,
          warning: null,
          warned_at: null,
        });
        await tokenRepo.insertRefreshToken(trx, {
          ...first.row,
          parent_id: null,
          expires_at: expiresAt,
        });
        const ended = await repo.endOldestSessions(trx, userId, options.maxPerUser, now);
        await record(trx, sessionId, ended);
        return ended;
      });
      for (const id of ended) principals.forgetSession(id);
      return answer({ userId, sessionId }, { id: first.id, token: first.token, expiresAt }, now);
    },

    async refresh(refreshToken, client) {
      const now = clock.now();
      const tokenHash = sha256Hex(refreshToken);
      const childId = newId<RefreshTokenId>();
      const claimed = await db.transaction().execute(async (trx) => {
        const parent = await tokenRepo.claimRefreshToken(trx, {
          tokenHash,
          childId,
          at: now,
          replayableSince: now - REPLAY_WINDOW_MS,
        });
        if (!parent) return undefined;
        const session = await repo.touchSession(trx, parent.session_id, now, client.address);
        const expiresAt = expiryOf(now, session.expires_at);
        // Only now is the session known that the token has to name.
        const { row, token } = draftToken(childId, parent.session_id, now);
        await tokenRepo.insertRefreshToken(trx, { ...row, parent_id: parent.id, expires_at: expiresAt });
        return { userId: session.user_id, sessionId: parent.session_id, token, expiresAt };
      });
      if (!claimed) return answerAgain(refreshToken, await tokenRepo.findRefreshToken(db, tokenHash), now, client);
      return answer(claimed, { id: childId, token: claimed.token, expiresAt: claimed.expiresAt }, now);
    },

    async endByRefreshToken(caller, refreshToken) {
      const found = await tokenRepo.findRefreshToken(db, sha256Hex(refreshToken));
      const sessionId = found?.session_id ?? refreshTokens.sessionOf(refreshToken);
      if (sessionId) await end(caller, sessionId, 'logout');
    },

    end,

    async authenticate(accessToken, client) {
      const now = clock.now();
      const { sessionId, userId } = await accessTokens.verify(accessToken, now);
      const principal = await principals.find(sessionId, now);
      if (principal === 'ended') throw new AppError('auth_session_ended');
      if (principal === 'inactive')
        throw new AppError('auth_unauthorized', 'This account is disabled.', { credentialSent: true });
      if (principal.userId !== userId) throw new AppError('auth_unauthorized', undefined, { credentialSent: true });
      await lastSeen.note(sessionId, client, now);
      return principal;
    },

    accessTokenExpiry: async (accessToken) => (await accessTokens.verify(accessToken, clock.now())).expiresAt,

    knowsNetwork: (userId, network) => repo.knowsNetwork(db, userId, network),

    async tidy() {
      const now = clock.now();
      await tokenRepo.removeSpentTokens(db, now - REPLAY_WINDOW_MS);
      await tokenRepo.dropStaleSealedTokens(db, now - REPLAY_WINDOW_MS);
      await repo.removeOld(db, now - HISTORY_MS);
    },
  };
}

const sealContext = SEALED_COLUMNS.refreshToken.contextOf;

function endedError(reason: repo.SessionRow['end_reason']): AppError {
  if (reason === 'refresh_token_reused') return new AppError('auth_refresh_token_reused');
  return new AppError('auth_refresh_token_invalid', 'This session has ended. Sign in again.');
}
