import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

export async function isAnyBlocked(db: Db, keys: string[], now: number): Promise<boolean> {
  const row = await db
    .selectFrom('login_failures')
    .select('key')
    .where('key', 'in', keys)
    .where('blocked_until', '>', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts one failure more, from zero when the last one was before `forgetBefore`; returns the count. */
export async function addFailure(
  trx: Transaction<Tables>,
  key: string,
  now: number,
  forgetBefore: number,
): Promise<number> {
  const row = await trx
    .insertInto('login_failures')
    .values({ key, failures: 1, blocked_until: 0, updated_at: now })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((e) => ({
        failures: e
          .case()
          .when('login_failures.updated_at', '<', forgetBefore)
          .then(1)
          .else(e('login_failures.failures', '+', 1))
          .end(),
        updated_at: now,
      })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow();
  return row.failures;
}

export async function block(trx: Transaction<Tables>, key: string, until: number): Promise<void> {
  await trx.updateTable('login_failures').set({ blocked_until: until }).where('key', '=', key).execute();
}

export async function forget(db: Db, key: string): Promise<void> {
  await db.deleteFrom('login_failures').where('key', '=', key).execute();
}

export async function removeOld(db: Db, before: number): Promise<void> {
  await db.deleteFrom('login_failures').where('updated_at', '<', before).execute();
}
