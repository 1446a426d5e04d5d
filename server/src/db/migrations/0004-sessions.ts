import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // One column a statement: SQLite knows no other way.
  await db.schema.alterTable('sessions').addColumn('last_address', 'text').execute();
  await db.schema.alterTable('sessions').addColumn('warning', 'text').execute();
  await db.schema.alterTable('sessions').addColumn('warned_at', 'bigint').execute();
}
