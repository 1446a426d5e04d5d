import { type Kysely, sql } from 'kysely';
import { addReference } from '../dialects.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('storage_profiles')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('normalized_name', 'text', (c) => c.notNull().unique())
    .addColumn('display_name', 'text')
    .addColumn('provider_type', 'text', (c) => c.notNull())
    .addColumn('is_enabled', 'integer', (c) => c.notNull().check(sql`is_enabled in (0, 1)`))
    .addColumn('is_default', 'integer', (c) => c.notNull().check(sql`is_default in (0, 1)`))
    .addColumn('configuration_json', 'text', (c) => c.notNull())
    .addColumn('sealed_secrets', 'text')
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  // At most one is the default, whoever writes.
  await sql`create unique index storage_profiles_one_default on storage_profiles (is_default) where is_default = 1`.execute(
    db,
  );
  await db.schema
    .createTable('storage_bootstrap')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();

  // A profile that anything refers to cannot go; a note of an object to come refers to it too.
  for (const table of ['asset_derivatives', 'asset_versions', 'object_removals']) {
    await db.schema
      .alterTable(table)
      .addColumn('storage_profile_id', 'text', (c) => c.references('storage_profiles.id'))
      .execute();
  }
  await addReference(db, 'assets', 'storage_profile_id', 'storage_profiles');
  await db.schema
    .createIndex('assets_storage_profile')
    .on('assets')
    .columns(['storage_profile_id', 'is_public'])
    .execute();
}
