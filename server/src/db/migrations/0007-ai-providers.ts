import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ai_providers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('normalized_name', 'text', (c) => c.notNull().unique())
    .addColumn('api_base_url', 'text', (c) => c.notNull())
    .addColumn('sealed_api_key', 'text', (c) => c.notNull())
    .addColumn('masked_api_key', 'text', (c) => c.notNull())
    .addColumn('model_name', 'text', (c) => c.notNull())
    .addColumn('system_prompt', 'text')
    .addColumn('is_active', 'integer', (c) => c.notNull().check(sql`is_active in (0, 1)`))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  // At most one is active, whoever writes.
  await sql`create unique index ai_providers_one_active on ai_providers (is_active) where is_active = 1`.execute(db);
}
