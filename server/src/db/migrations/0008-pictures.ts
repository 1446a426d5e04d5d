import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What lists show of a picture before it is loaded; the key is that of its derivative webp_256.
  for (const column of ['thumbhash', 'dominant_color', 'thumbnail_key']) {
    await db.schema.alterTable('assets').addColumn(column, 'text').execute();
  }
  // A step that is done again after a crash takes its own place.
  await db.schema.dropIndex('skill_execution_steps_execution').execute();
  await db.schema
    .createIndex('skill_execution_steps_name')
    .unique()
    .on('skill_execution_steps')
    .columns(['execution_id', 'step_name'])
    .execute();
}
