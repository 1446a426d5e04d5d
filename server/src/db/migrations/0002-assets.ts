import { type Kysely, sql } from 'kysely';
import { createAssetSearch, rowNumberColumn } from '../dialects.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('assets')
    .addColumn('seq', ...rowNumberColumn(db))
    .addColumn('id', 'text', (c) => c.notNull().unique())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('original_file_name', 'text')
    .addColumn('content_type', 'text', (c) => c.notNull())
    .addColumn('extension', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('width', 'integer', (c) => c.notNull())
    .addColumn('height', 'integer', (c) => c.notNull())
    .addColumn('frames', 'integer', (c) => c.notNull())
    .addColumn('checksum_sha256', 'text', (c) => c.notNull())
    .addColumn('storage_provider', 'text', (c) => c.notNull())
    .addColumn('storage_profile_id', 'text')
    .addColumn('storage_key', 'text', (c) => c.notNull().unique())
    .addColumn('is_public', 'integer', (c) => c.notNull())
    .addColumn('description', 'text')
    .addColumn('alt_text', 'text')
    .addColumn('search_text', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('assets_created').on('assets').columns(['created_at', 'id']).execute();
  await db.schema.createIndex('assets_size').on('assets').columns(['size', 'created_at', 'id']).execute();
  await db.schema
    .createIndex('assets_public')
    .on('assets')
    .columns(['is_public', 'status', 'created_at', 'id'])
    .execute();
  await db.schema
    .createIndex('assets_content_type')
    .on('assets')
    .columns(['content_type', 'created_at', 'id'])
    .execute();
  await createAssetSearch(db);

  await db.schema
    .createTable('asset_counters')
    .addColumn('content_type', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('is_public', 'integer', (c) => c.notNull())
    .addColumn('assets', 'bigint', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('asset_counters_pk', ['content_type', 'status', 'is_public'])
    .execute();

  await db.schema
    .createTable('asset_revision')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('revision', 'bigint', (c) => c.notNull())
    .execute();
  await sql`insert into asset_revision (id, revision) values (1, 0)`.execute(db);

  await db.schema
    .createTable('asset_derivatives')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('asset_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('content_type', 'text', (c) => c.notNull())
    .addColumn('extension', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('checksum_sha256', 'text', (c) => c.notNull())
    .addColumn('storage_provider', 'text', (c) => c.notNull())
    .addColumn('storage_key', 'text', (c) => c.notNull().unique())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('asset_derivatives_kind', ['asset_id', 'kind'])
    .execute();

  await db.schema
    .createTable('asset_structured_results')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('asset_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('payload_json', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('asset_structured_results_kind', ['asset_id', 'kind'])
    .execute();

  await db.schema
    .createTable('skill_executions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('asset_id', 'text', (c) => c.notNull().references('assets.id').onDelete('cascade'))
    .addColumn('skill_name', 'text', (c) => c.notNull())
    .addColumn('trigger_source', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('completed_at', 'bigint', (c) => c.notNull())
    .addColumn('succeeded', 'integer', (c) => c.notNull())
    .addColumn('parameters_json', 'text')
    .execute();
  await db.schema
    .createIndex('skill_executions_asset')
    .on('skill_executions')
    .columns(['asset_id', 'started_at'])
    .execute();
  await db.schema.createIndex('skill_executions_skill').on('skill_executions').column('skill_name').execute();

  await db.schema
    .createTable('skill_execution_steps')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('execution_id', 'text', (c) => c.notNull().references('skill_executions.id').onDelete('cascade'))
    .addColumn('step_name', 'text', (c) => c.notNull())
    .addColumn('succeeded', 'integer', (c) => c.notNull())
    .addColumn('error_message', 'text')
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('completed_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('skill_execution_steps_execution')
    .on('skill_execution_steps')
    .column('execution_id')
    .execute();

  await db.schema
    .createTable('object_removals')
    .addColumn('storage_provider', 'text', (c) => c.notNull())
    .addColumn('storage_key', 'text', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('object_removals_pk', ['storage_provider', 'storage_key'])
    .execute();
}
