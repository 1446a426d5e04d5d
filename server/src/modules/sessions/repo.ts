import type { Transaction } from 'kysely';
import type { SessionId, UserId } from '../../core/ids.ts';
import type { Permission, Role } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import type { Flag, SessionEnd, SessionsTable, SessionWarning, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type SessionRow = SessionsTable;

const MAX_LISTED = 1000;

export async function insertSession(trx: Trx, session: SessionRow): Promise<void> {
  await trx.insertInto('sessions').values(session).execute();
}

/** Ends the user's oldest live sessions beyond the newest `keep`; returns which. */
export async function endOldestSessions(trx: Trx, userId: UserId, keep: number, at: number): Promise<SessionId[]> {
  const live = await trx
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .offset(keep)
    .limit(1000)
    .execute();
  const ids = live.map((row) => row.id);
  if (ids.length > 0) {
    await trx.updateTable('sessions').set({ ended_at: at, end_reason: 'limit' }).where('id', 'in', ids).execute();
  }
  return ids;
}

export async function noteSeen(
  db: Db,
  id: SessionId,
  { address, at, unlessSince }: { address: string; at: number; unlessSince: number },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: at, last_address: address })
    .where('id', '=', id)
    .where('last_seen_at', '<=', unlessSince)
    .execute();
}

/** Puts a warning on a session that has none of this kind; returns whether. */
export async function warnOfSession(trx: Trx, id: SessionId, at: number, warning: SessionWarning): Promise<boolean> {
  const row = await trx
    .updateTable('sessions')
    .set({ warning, warned_at: at })
    .where('id', '=', id)
    .where((e) => e.or([e('warning', 'is', null), e('warning', '!=', warning)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const touchSession = (trx: Trx, id: SessionId, at: number, address: string) =>
  trx
    .updateTable('sessions')
    .set({ last_seen_at: at, last_address: address })
    .where('id', '=', id)
    .returning(['user_id', 'expires_at'])
    .executeTakeFirstOrThrow();

/** Ends a session that is still live; returns whose it was, or undefined when there was nothing to end. */
export const endSession = (trx: Trx, id: SessionId, at: number, reason: SessionEnd) =>
  trx
    .updateTable('sessions')
    .set({ ended_at: at, end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();

/** Ends all live sessions of somebody but `except`; returns how many. */
export async function endSessionsOf(
  trx: Trx,
  userId: UserId,
  at: number,
  reason: SessionEnd,
  except: SessionId | undefined,
): Promise<number> {
  let sessions = trx
    .updateTable('sessions')
    .set({ ended_at: at, end_reason: reason })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at);
  if (except !== undefined) sessions = sessions.where('id', '!=', except);
  return Number((await sessions.executeTakeFirst()).numUpdatedRows);
}

/** Tokens first, as a refresh locks them before their session: the other way round the two could wait for each other. */
export async function deleteSessionsOf(trx: Trx, userId: UserId): Promise<void> {
  await trx
    .deleteFrom('refresh_tokens')
    .where('session_id', 'in', (e) => e.selectFrom('sessions').select('sessions.id').where('user_id', '=', userId))
    .execute();
  await trx.deleteFrom('sessions').where('user_id', '=', userId).execute();
}

export async function isSessionOf(db: Db, id: SessionId, userId: UserId): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

export type ListedSession = SessionRow & {
  /** When its newest refresh token expires. */
  token_expires_at: number | null;
};

/** Somebody's live sessions, and those that ended with a warning since `warnedSince`; the last seen first. */
export const listSessions = (db: Db, userId: UserId, at: number, warnedSince: number): Promise<ListedSession[]> =>
  db
    .selectFrom('sessions')
    .selectAll('sessions')
    .select((e) =>
      e
        .selectFrom('refresh_tokens')
        .select((max) => max.fn.max('refresh_tokens.expires_at').as('expires_at'))
        .whereRef('refresh_tokens.session_id', '=', 'sessions.id')
        .as('token_expires_at'),
    )
    .where('user_id', '=', userId)
    .where((e) =>
      e.or([
        e.and([
          e('ended_at', 'is', null),
          e('expires_at', '>', at),
          e.exists(
            e
              .selectFrom('refresh_tokens')
              .select('refresh_tokens.id')
              .whereRef('refresh_tokens.session_id', '=', 'sessions.id')
              .where('refresh_tokens.expires_at', '>', at),
          ),
        ]),
        e.and([e('ended_at', 'is not', null), e('warned_at', '>', warnedSince)]),
      ]),
    )
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_LISTED)
    .execute();

export interface PrincipalRow {
  user_id: UserId;
  username: string;
  role: Role;
  is_active: Flag;
  ended_at: number | null;
  expires_at: number;
  permission: Permission | null;
}

/** The session with its user, a row for each permission (one row with null when there is none). */
export const findPrincipal = (db: Db, id: SessionId): Promise<PrincipalRow[]> =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .leftJoin('user_permissions', 'user_permissions.user_id', 'users.id')
    .where('sessions.id', '=', id)
    .select([
      'users.id as user_id',
      'users.username',
      'users.role',
      'users.is_active',
      'sessions.ended_at',
      'sessions.expires_at',
      'user_permissions.permission',
    ])
    .execute();

/** Whether somebody signed in to this account from that network before. */
export async function knowsNetwork(db: Db, userId: UserId, network: string): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .where('network', '=', network)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A session with its owner's state, for deciding what a token means that there is no row of. */
export const findSession = (db: Db, id: SessionId) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .where('sessions.id', '=', id)
    .select(['sessions.id', 'sessions.ended_at', 'sessions.end_reason', 'sessions.expires_at', 'users.is_active'])
    .executeTakeFirst();

/** Removes sessions that ended before `before`, and their tokens with them: nothing more can be asked of them. */
export async function removeOld(db: Db, before: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<', before).execute();
  await db.deleteFrom('sessions').where('ended_at', '<', before).execute();
}
