import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // Steps that failed before have a sentence only.
  await db.schema.alterTable('skill_execution_steps').addColumn('error_code', 'text').execute();
}
