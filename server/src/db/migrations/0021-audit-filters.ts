import type { Kysely } from 'kysely';

/** What the record is filtered by and had no index: a rare value was looked for among all events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['credential', 'address', 'target_kind', 'outcome']) {
    await db.schema.createIndex(`audit_events_${column}`).on('audit_events').columns([column, 'seq']).execute();
  }
}
