import type { Transaction } from 'kysely';
import type { AssetId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { SkillExecutionStepsTable, SkillExecutionsTable, Tables } from '../../db/tables.ts';

type Trx = Transaction<Tables>;
export type ExecutionRow = SkillExecutionsTable & { steps: SkillExecutionStepsTable[] };
/** The newest on a page, or where the page before ended. */
export type ExecutionPlace = { readonly startedAt: number; readonly id: string };

/**
 * Adds steps to an execution, which is made with the first of them. A step that is there is replaced, so that writing it
 * again changes nothing. The asset must be locked.
 */
export async function saveExecution(trx: Trx, { steps, ...execution }: ExecutionRow): Promise<void> {
  await trx
    .insertInto('skill_executions')
    .values(execution)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await trx
    .insertInto('skill_execution_steps')
    .values(steps)
    .onConflict((conflict) =>
      conflict.columns(['execution_id', 'step_name']).doUpdateSet((e) => ({
        succeeded: e.ref('excluded.succeeded'),
        error_code: e.ref('excluded.error_code'),
        error_message: e.ref('excluded.error_message'),
        started_at: e.ref('excluded.started_at'),
        completed_at: e.ref('excluded.completed_at'),
      })),
    )
    .execute();
  const all = trx.selectFrom('skill_execution_steps').where('execution_id', '=', execution.id);
  await trx
    .updateTable('skill_executions')
    .set({
      succeeded: all.select((e) => e.fn.min<0 | 1>('succeeded').as('succeeded')),
      completed_at: all.select((e) => e.fn.max<number>('completed_at').as('completed_at')),
    })
    .where('id', '=', execution.id)
    .execute();
}

export async function findLatestExecution(db: Db, id: AssetId): Promise<ExecutionRow | undefined> {
  const [latest] = await listExecutions(db, id, undefined, 1);
  return latest;
}

export async function findExecution(db: Db, executionId: string): Promise<ExecutionRow | undefined> {
  const execution = await db
    .selectFrom('skill_executions')
    .selectAll()
    .where('id', '=', executionId)
    .executeTakeFirst();
  return execution && (await withSteps(db, [execution]))[0];
}

/** The latest first. */
export async function listExecutions(
  db: Db,
  id: AssetId,
  before: ExecutionPlace | undefined,
  limit: number,
): Promise<ExecutionRow[]> {
  let query = db.selectFrom('skill_executions').selectAll().where('asset_id', '=', id);
  if (before) {
    query = query.where((e) =>
      e.or([
        e('started_at', '<', before.startedAt),
        e.and([e('started_at', '=', before.startedAt), e('id', '<', before.id)]),
      ]),
    );
  }
  const executions = await query.orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return withSteps(db, executions);
}

async function withSteps(db: Db, executions: readonly SkillExecutionsTable[]): Promise<ExecutionRow[]> {
  if (executions.length === 0) return [];
  const steps = await db
    .selectFrom('skill_execution_steps')
    .selectAll()
    .where(
      'execution_id',
      'in',
      executions.map((execution) => execution.id),
    )
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return executions.map((execution) => ({
    ...execution,
    steps: steps.filter((step) => step.execution_id === execution.id),
  }));
}
