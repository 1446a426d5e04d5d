import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('lane', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) =>
      c.notNull().check(sql`status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')`),
    )
    .addColumn('payload_json', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text')
    .addColumn('asset_id', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('max_attempts', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('lease_id', 'text')
    .addColumn('progress', 'integer', (c) => c.notNull())
    .addColumn('step', 'text')
    .addColumn('error_code', 'text')
    .addColumn('error_message', 'text')
    .addColumn('result_json', 'text')
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .execute();

  // What runners and the limit on depth look at: unfinished jobs alone, however many finished ones are kept.
  await sql`create index jobs_due on jobs (lane, due_at, id) where status in ('queued', 'running')`.execute(db);
  await sql`create unique index jobs_one_unfinished on jobs (dedupe_key)
    where dedupe_key is not null and status in ('queued', 'running')`.execute(db);
  // Lists by a filter, newest first; with the lane, counting needs no row.
  await db.schema.createIndex('jobs_status').on('jobs').columns(['status', 'id', 'lane']).execute();
  await db.schema.createIndex('jobs_kind').on('jobs').columns(['kind', 'id']).execute();
  await sql`create index jobs_asset on jobs (asset_id, id) where asset_id is not null`.execute(db);
  await sql`create index jobs_finished on jobs (finished_at) where finished_at is not null`.execute(db);
}
