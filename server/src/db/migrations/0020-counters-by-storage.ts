import { type Kysely, sql } from 'kysely';

/** Counts anew, and each store apart: what is kept of an asset tells which. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('asset_counters').execute();
  await db.schema
    .createTable('asset_counters')
    .addColumn('content_type', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('is_public', 'integer', (c) => c.notNull())
    .addColumn('storage_provider', 'text', (c) => c.notNull())
    // Part of the key, where nothing may be null.
    .addColumn('storage_profile_id', 'text', (c) => c.notNull())
    .addColumn('assets', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('asset_counters_pk', [
      'content_type',
      'status',
      'is_public',
      'storage_provider',
      'storage_profile_id',
    ])
    .execute();
  await sql`
    insert into asset_counters
      (content_type, status, is_public, storage_provider, storage_profile_id, assets, bytes)
    select content_type, status, is_public, storage_provider, coalesce(storage_profile_id, ''), count(*), sum(size)
    from assets
    group by content_type, status, is_public, storage_provider, coalesce(storage_profile_id, '')
  `.execute(db);
}
