import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // For stores that keep a history: why the object goes.
  await db.schema.alterTable('object_removals').addColumn('commit_message', 'text').execute();
}
