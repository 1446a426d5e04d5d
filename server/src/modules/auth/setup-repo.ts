import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export async function insertToken(db: Db, tokenHash: string, expiresAt: number): Promise<void> {
  await db.insertInto('setup_tokens').values({ token_hash: tokenHash, expires_at: expiresAt }).execute();
}

export async function isTokenGood(db: Db, tokenHash: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('setup_tokens')
    .select('token_hash')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses the token up, and with it every other: once there is an account no link is of use. */
export async function useToken(trx: Transaction<Tables>, tokenHash: string, now: number): Promise<boolean> {
  const used = await trx
    .deleteFrom('setup_tokens')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .returning('token_hash')
    .executeTakeFirst();
  if (used) await trx.deleteFrom('setup_tokens').execute();
  return used !== undefined;
}
