import type { Transaction } from 'kysely';
import type { WorkflowId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Tables, WorkflowsTable } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type WorkflowRow = WorkflowsTable;

/** Names are compared in upper case, as those of users are. */
export const normalizeName = (name: string): string => name.toUpperCase();

export const listWorkflows = (db: Db, limit: number): Promise<WorkflowRow[]> =>
  db.selectFrom('workflows').selectAll().orderBy('id').limit(limit).execute();

export const findWorkflow = (db: Db, id: WorkflowId): Promise<WorkflowRow | undefined> =>
  db.selectFrom('workflows').selectAll().where('id', '=', id).executeTakeFirst();

export const findAutoRun = (db: Db): Promise<WorkflowRow | undefined> =>
  db.selectFrom('workflows').selectAll().where('is_auto_run', '=', 1).executeTakeFirst();

export async function countWorkflows(trx: Trx): Promise<number> {
  const { total } = await trx
    .selectFrom('workflows')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function isNameTaken(trx: Trx, normalizedName: string, except: WorkflowId): Promise<boolean> {
  const row = await trx
    .selectFrom('workflows')
    .select('id')
    .where('normalized_name', '=', normalizedName)
    .where('id', '!=', except)
    .executeTakeFirst();
  return row !== undefined;
}

/** No workflow runs by itself any more, but for `except`. */
export async function clearAutoRun(trx: Trx, except: WorkflowId, now: number): Promise<void> {
  await trx
    .updateTable('workflows')
    .set({ is_auto_run: 0, updated_at: now })
    .where('is_auto_run', '=', 1)
    .where('id', '!=', except)
    .execute();
}

export async function insertWorkflow(trx: Trx, workflow: WorkflowRow): Promise<void> {
  await trx.insertInto('workflows').values(workflow).execute();
}

export async function updateWorkflow(trx: Trx, { id, ...values }: WorkflowRow): Promise<void> {
  await trx.updateTable('workflows').set(values).where('id', '=', id).execute();
}

/** The row as it was; undefined when it was gone. */
export const deleteWorkflow = (trx: Trx, id: WorkflowId): Promise<WorkflowRow | undefined> =>
  trx.deleteFrom('workflows').where('id', '=', id).returningAll().executeTakeFirst();
