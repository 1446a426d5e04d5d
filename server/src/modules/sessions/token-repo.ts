import type { Transaction } from 'kysely';
import type { RefreshTokenId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { RefreshTokensTable, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type RefreshTokenRow = RefreshTokensTable;

export async function insertRefreshToken(trx: Trx, token: RefreshTokenRow): Promise<void> {
  await trx.insertInto('refresh_tokens').values(token).execute();
}

/**
 * Marks a token as used, if it is unused and alive in a live session of an active user: exactly one of any number of
 * parallel callers gets the row, with the session's absolute end.
 */
export function claimRefreshToken(
  trx: Trx,
  {
    tokenHash,
    childId,
    at,
    replayableSince,
  }: { tokenHash: string; childId: RefreshTokenId; at: number; replayableSince: number },
) {
  return trx
    .updateTable('refresh_tokens')
    .set((e) => ({
      first_used_at: at,
      child_id: childId,
      // Its own value was kept for answering its parent again; that is over once the parent's window is.
      sealed_token: e.case().when('created_at', '<=', replayableSince).then(null).else(e.ref('sealed_token')).end(),
    }))
    .where('token_hash', '=', tokenHash)
    .where('first_used_at', 'is', null)
    .where('expires_at', '>', at)
    .where('session_id', 'in', (e) =>
      e
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select('sessions.id')
        .where('sessions.ended_at', 'is', null)
        .where('sessions.expires_at', '>', at)
        .where('users.is_active', '=', 1),
    )
    .returning(['id', 'session_id'])
    .executeTakeFirst();
}

/** A token with its session, its owner's state and its child, for deciding what presenting it means. */
export const findRefreshToken = (db: Db, tokenHash: string) =>
  db
    .selectFrom('refresh_tokens as token')
    .innerJoin('sessions', 'sessions.id', 'token.session_id')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .leftJoin('refresh_tokens as child', 'child.id', 'token.child_id')
    .where('token.token_hash', '=', tokenHash)
    .select([
      'token.first_used_at',
      'token.expires_at',
      'token.session_id',
      'sessions.user_id',
      'sessions.ended_at',
      'sessions.end_reason',
      'sessions.expires_at as session_expires_at',
      'users.is_active',
      'child.id as child_id',
      'child.sealed_token as child_sealed_token',
      'child.created_at as child_created_at',
      'child.expires_at as child_expires_at',
      'child.first_used_at as child_first_used_at',
    ])
    .executeTakeFirst();

export type FoundRefreshToken = NonNullable<Awaited<ReturnType<typeof findRefreshToken>>>;

/** Forgets sealed tokens that no answer can need any more. */
export async function dropStaleSealedTokens(db: Db, replayableSince: number): Promise<void> {
  await db
    .updateTable('refresh_tokens')
    .set({ sealed_token: null })
    .where('sealed_token', 'is not', null)
    .where('first_used_at', 'is not', null)
    .where('created_at', '<=', replayableSince)
    .execute();
}

/**
 * Removes tokens that no answer can need any more: those that were used before `replayableSince` and whose child was
 * used too. What stays of a session are its unused token, that one's parent, and what was used a moment ago, however
 * often it is refreshed. A removed token is still known by its tag (`refresh-token.ts`) and ends its session.
 */
export async function removeSpentTokens(db: Db, replayableSince: number): Promise<void> {
  await db
    .deleteFrom('refresh_tokens')
    .where('first_used_at', '<=', replayableSince)
    .where('child_id', 'in', (e) =>
      e.selectFrom('refresh_tokens as child').select('child.id').where('child.first_used_at', 'is not', null),
    )
    .execute();
}
