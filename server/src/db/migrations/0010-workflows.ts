import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workflows')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('normalized_name', 'text', (c) => c.notNull().unique())
    .addColumn('description', 'text')
    .addColumn('is_auto_run', 'integer', (c) => c.notNull().check(sql`is_auto_run in (0, 1)`))
    .addColumn('graph_json', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  // At most one runs by itself, whoever writes.
  await sql`create unique index workflows_one_auto_run on workflows (is_auto_run) where is_auto_run = 1`.execute(db);
}
