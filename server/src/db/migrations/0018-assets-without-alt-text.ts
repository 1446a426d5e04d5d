import { type Kysely, sql } from 'kysely';

/**
 * Finds the pictures without alternative text, few among many. The condition is the one that lists ask with, word for
 * word, or the index would not be used.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index assets_without_alt_text on assets (created_at, id) where trim(coalesce(alt_text, '')) = ''
  `.execute(db);
}
