import type { Transaction } from 'kysely';
import { shareRuns } from '../../core/shared-runs.ts';
import type { Db } from '../../db/database.ts';
import { prepareQuery } from '../../db/prepared-query.ts';
import type { Tables } from '../../db/tables.ts';

/** Notes that an asset changed. Last in its transaction: other writers wait for this row until the commit. */
export async function raiseRevision(trx: Transaction<Tables>): Promise<void> {
  await addOne(trx, {});
}

const addOne = prepareQuery((db) =>
  db
    .updateTable('asset_revision')
    .set((e) => ({ revision: e('revision', '+', 1) }))
    .where('id', '=', 1),
);

/**
 * A number that changes whenever any asset does, in the same commit: what is read after it is at least as new.
 * Lists kept with the number of before are still right (see `page-cache.ts`). Lists that are asked for at the same time
 * share one look.
 */
export function createRevisionReader(db: Db): () => Promise<number> {
  return shareRuns(async () => (await readRevision(db, {})).rows[0]?.revision ?? 0);
}

const readRevision = prepareQuery((db) => db.selectFrom('asset_revision').select('revision').where('id', '=', 1));
