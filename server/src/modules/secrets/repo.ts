import { sql } from 'kysely';
import { SEALED_COLUMNS, type SealedColumn } from '../../core/sealed-columns.ts';
import type { Db } from '../../db/database.ts';

const PROBE_ID = 'probe';
export const PROBE_CONTEXT = SEALED_COLUMNS.probe.contextOf(PROBE_ID);

export interface SealedRow {
  readonly id: string;
  readonly sealed: string;
}

/** Texts of a column that do not begin with `prefix`, in the order of their ids. */
export async function listSealedOtherwise(
  db: Db,
  { table, column }: SealedColumn,
  prefix: string,
  afterId: string,
  limit: number,
): Promise<SealedRow[]> {
  const sealed = sql.ref(column);
  const { rows } = await sql<SealedRow>`
    select id, ${sealed} as sealed from ${sql.table(table)}
    where ${sealed} is not null and substr(${sealed}, 1, ${sql.lit(prefix.length)}) <> ${prefix} and id > ${afterId}
    order by id limit ${sql.lit(limit)}`.execute(db);
  return rows;
}

/** Leaves a text alone that was changed meanwhile. */
export async function reseal(db: Db, { table, column }: SealedColumn, row: SealedRow, sealed: string): Promise<void> {
  await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
    where id = ${row.id} and ${sql.ref(column)} = ${row.sealed}`.execute(db);
}

export async function findProbe(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('encryption_probe').select('sealed').where('id', '=', PROBE_ID).executeTakeFirst();
  return row?.sealed;
}

export async function insertProbe(db: Db, sealed: string): Promise<void> {
  await db
    .insertInto('encryption_probe')
    .values({ id: PROBE_ID, sealed })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function replaceProbe(db: Db, sealed: string): Promise<void> {
  await db
    .insertInto('encryption_probe')
    .values({ id: PROBE_ID, sealed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed }))
    .execute();
}
