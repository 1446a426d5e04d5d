import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';

const BUSY_TIMEOUT_MS = 10_000;
const MAX_CACHED_STATEMENTS = 300;

interface Prepared {
  readonly statement: StatementSync;
  /** Of the rows; none for a statement that gives no rows. */
  readonly columns: readonly string[];
}

/** An open SQLite file. Statements stay prepared: compiling SQL costs more than running most of ours. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  /** NORMAL: commits do not wait for the disk; `SqliteLog` does (https://sqlite.org/pragma.html#pragma_synchronous). */
  constructor(file: string, { readOnly = false } = {}) {
    this.#database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly });
    this.#database.exec('PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY');
    if (readOnly) return;
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    this.#database.exec('PRAGMA journal_size_limit = 67108864');
    // `SqliteCheckpoints` moves pages from the log into the database in another thread. While changes never pause it cannot
    // reach the log's end; the commit that finds the log this long (48 MB) moves the last of them, and it begins anew.
    this.#database.exec('PRAGMA wal_autocheckpoint = 12000');
  }

  /** Whether a transaction is open; SQLite ends one by itself on some errors, such as a full disk. */
  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, columns } = this.#prepare(sql);
    const values = parameters as SQLInputValue[];
    if (columns.length > 0) {
      return {
        rows: (statement.all(...values) as unknown[] as SQLOutputValue[][]).map((row) => toRow<R>(columns, row)),
      };
    }
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  /** Runs one statement of transaction control. */
  exec(sql: string): void {
    this.#prepare(sql).statement.run();
  }

  close(): void {
    this.#prepared.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    const prepared = { statement, columns: statement.columns().map(({ name }) => name) };
    const oldest = this.#prepared.size >= MAX_CACHED_STATEMENTS ? this.#prepared.keys().next().value : undefined;
    if (oldest !== undefined) this.#prepared.delete(oldest);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** The objects that `node:sqlite` makes itself are hash tables: slower to make, and slower to read ever after. */
function toRow<R>(columns: readonly string[], values: readonly SQLOutputValue[]): R {
  const row: Record<string, SQLOutputValue | undefined> = {};
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index];
  return row as R;
}
