import { type Kysely, sql } from 'kysely';

/**
 * Finds what a list of very many narrows itself down to, in the order of age. The condition of the last one is the one
 * that lists ask with, word for word.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, column] of [
    ['assets_status_created', 'status'],
    ['assets_visibility_created', 'is_public'],
    ['assets_profile_created', 'storage_profile_id'],
  ] as const) {
    await db.schema.createIndex(name).on('assets').columns([column, 'created_at', 'id']).execute();
  }
  await sql`
    create index assets_with_alt_text on assets (created_at, id) where trim(coalesce(alt_text, '')) <> ''
  `.execute(db);
}
