import type { Transaction } from 'kysely';
import { shareRuns } from '../../core/shared-runs.ts';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';

/** Notes that an asset changed. Last in its transaction: other writers wait for this row until the commit. */
export async function raiseRevision(trx: Transaction<Tables>): Promise<void> {
  await trx
    .updateTable('asset_revision')
    .set((e) => ({ revision: e('revision', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}

/**
 * A number that changes whenever any asset does, in the same commit: what is read after it is at least as new.
 * Lists kept with the number of before are still right (see `page-cache.ts`). Lists that are asked for at the same time
 * share one look.
 */
export function createRevisionReader(db: Db): () => Promise<number> {
  // Compiled once: this is asked before every list.
  const query = db.selectFrom('asset_revision').select('revision').where('id', '=', 1).compile();
  return shareRuns(async () => (await db.executeQuery(query)).rows[0]?.revision ?? 0);
}
