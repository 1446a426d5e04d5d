import {
  type ColumnBuilderCallback,
  type ColumnDataType,
  type Expression,
  type Kysely,
  PostgresAdapter,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
  type Transaction,
} from 'kysely';
import { foldText, gramsOf, queryGrams } from './search-text.ts';
import type { Tables } from './tables.ts';

// Everything that SQLite and PostgreSQL need differently stands in this file, behind a name that says what it is for.

const isPostgres = (db: Kysely<never> | Kysely<unknown> | Kysely<Tables>): boolean =>
  (db as Kysely<unknown>).getExecutor().adapter instanceof PostgresAdapter;

/** An integer primary key that the database counts up by itself. */
export function rowNumberColumn(db: Kysely<unknown>): [ColumnDataType, ColumnBuilderCallback] {
  return isPostgres(db)
    ? ['bigint', (c) => c.primaryKey().generatedAlwaysAsIdentity()]
    : ['integer', (c) => c.primaryKey().autoIncrement()];
}

/** Lets a column of a table that exists refer to another table's id. SQLite cannot; there, writers follow each other. */
export async function addReference(db: Kysely<unknown>, table: string, column: string, target: string): Promise<void> {
  if (!isPostgres(db)) return;
  await db.schema.alterTable(table).addForeignKeyConstraint(`${table}_${column}`, [column], target, ['id']).execute();
}

/**
 * The search index over assets: FTS5 without positions or stored text on SQLite, a GIN index over an array on
 * PostgreSQL. Both answer "which rows have all these grams"; `search_text` then decides exactly.
 */
export async function createAssetSearch(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    await sql`alter table assets add column search_grams text[] not null default '{}'`.execute(db);
    await sql`create index assets_search on assets using gin (search_grams)`.execute(db);
  } else {
    await sql`create virtual table asset_search using fts5(
      grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')`.execute(db);
  }
}

/** Puts a new asset's search text into the index, in the transaction that wrote the row. */
export async function indexAsset(trx: Transaction<Tables>, seq: number, searchText: string): Promise<void> {
  const grams = gramsOf(searchText);
  if (isPostgres(trx)) {
    await sql`update assets set search_grams = ${sql.val(grams)}::text[] where seq = ${seq}`.execute(trx);
  } else {
    await sql`insert into asset_search (rowid, grams) values (${seq}, ${grams.join(' ')})`.execute(trx);
  }
}

/** The same for an asset whose text changed. */
export async function reindexAsset(trx: Transaction<Tables>, seq: number, searchText: string): Promise<void> {
  await unindexAsset(trx, seq);
  await indexAsset(trx, seq, searchText);
}

/** Takes a removed asset out of the index. */
export async function unindexAsset(trx: Transaction<Tables>, seq: number): Promise<void> {
  if (!isPostgres(trx)) await sql`delete from asset_search where rowid = ${seq}`.execute(trx);
}

/** True for assets whose texts contain `query`, ignoring case. `%` and `_` are letters like any other. */
export function assetMatches(db: Kysely<Tables>, query: string): Expression<SqlBool> {
  const folded = foldText(query);
  const grams = queryGrams(folded);
  return isPostgres(db)
    ? sql<SqlBool>`(search_grams @> ${sql.val(grams)}::text[] and strpos(search_text, ${folded}) > 0)`
    : sql<SqlBool>`(seq in (select rowid from asset_search where asset_search match ${grams.join(' ')})
        and instr(search_text, ${folded}) > 0)`;
}

/** A text column as it sorts byte by byte, whatever the language of the database. */
export const byteOrder = (db: Kysely<Tables>, column: string): Expression<string> =>
  isPostgres(db) ? sql<string>`${sql.ref(column)} collate "C"` : sql.ref<string>(column);

/** Lets a query that picks rows to change pass over those that another transaction is changing; on SQLite there is none. */
export const skipLocked = <DB, TB extends keyof DB, O>(
  db: Kysely<Tables>,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> => (isPostgres(db) ? query.forUpdate().skipLocked() : query);

/** Lets nobody change the rows of a query before the transaction ends; on SQLite nobody can. */
export const holding = <DB, TB extends keyof DB, O>(
  db: Kysely<Tables>,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> => (isPostgres(db) ? query.forShare() : query);

/** Locks nothing on SQLite, where writers are alone anyway; elsewhere waits for other transactions with the same key. */
export async function lockForTransaction(trx: Transaction<Tables>, key: number): Promise<void> {
  if (isPostgres(trx)) await sql`select pg_advisory_xact_lock(${key})`.execute(trx);
}

const SQLITE_CONSTRAINT_UNIQUE = [2067, 1555];
const POSTGRES_UNIQUE_VIOLATION = '23505';

/** Whether the database refused a row because another one has the same key. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_UNIQUE_VIOLATION || SQLITE_CONSTRAINT_UNIQUE.includes(Number(errcode));
}

const SQLITE_CONSTRAINT_FOREIGNKEY = 787;
const POSTGRES_FOREIGN_KEY_VIOLATION = '23503';

/** Whether the database refused a change because a row refers to one that is not there, or would not be any more. */
export function isReferenceViolation(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === POSTGRES_FOREIGN_KEY_VIOLATION || Number(errcode) === SQLITE_CONSTRAINT_FOREIGNKEY;
}
