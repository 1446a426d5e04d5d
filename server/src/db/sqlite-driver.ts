import { setImmediate } from 'node:timers/promises';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import { createSqliteCheckpoints, type SqliteCheckpoints } from './sqlite-checkpoints.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { createSqliteLog, type SqliteLog } from './sqlite-log.ts';

/** Statements that change rows; each is a transaction of its own when it stands alone. */
const CHANGES: ReadonlySet<string> = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

/** Transactions that ended well one after another and wait for the commit they share. */
type Group = PromiseWithResolvers<void>;

/**
 * One SQLite connection that changes things, used in turns, with group commit: transactions that come at the same time end in one commit.
 * Each of them is a savepoint, fails alone, and is acknowledged when the commit is on the disk, which another thread
 * waits for. What is read outside of them is read over another connection: it waits for nobody, and sees what is committed.
 */
export class SqliteDriver implements Driver {
  readonly #file: string;
  readonly #log: SqliteLog;
  readonly #checkpoints: SqliteCheckpoints;
  readonly #waiting: (() => void)[] = [];
  #taken = false;
  #connection: SqliteConnection | undefined;
  #reader: SqliteConnection | undefined;
  #group: Group | undefined;
  /** The commits that are on their way to the disk. */
  #syncing: Promise<void> | undefined;

  constructor(file: string, log: SqliteLog = createSqliteLog(file)) {
    this.#file = file;
    this.#log = log;
    this.#checkpoints = createSqliteCheckpoints(file);
  }

  async init(): Promise<void> {
    this.#connection = new SqliteConnection(this.#file);
  }

  async acquireConnection(): Promise<Turn> {
    return new Turn(this);
  }

  async releaseConnection(turn: Turn): Promise<void> {
    if (!turn.isOver) this.#end(turn);
  }

  async beginTransaction(turn: Turn): Promise<void> {
    await this.#start(turn);
    this.#begin(turn);
  }

  async commitTransaction(turn: Turn): Promise<void> {
    this.#open.exec('RELEASE member');
    const group = this.#group;
    this.#end(turn);
    await group?.promise;
  }

  async rollbackTransaction(turn: Turn): Promise<void> {
    // Its commit failed, which undid it.
    if (turn.isOver) return;
    const group = this.#group;
    if (this.#open.inTransaction) {
      this.#open.exec('ROLLBACK TO member');
      this.#open.exec('RELEASE member');
    } else {
      // SQLite gave up everything that was not committed.
      this.#group = undefined;
      group?.reject(new Error('The transaction was undone together with another one.'));
    }
    this.#end(turn);
    // What made it fail may have been another one's change: that has to be true before anybody is told.
    await group?.promise.catch(() => {});
  }

  async destroy(): Promise<void> {
    if (!this.#connection) return;
    this.#commitGroup();
    await this.#syncing?.catch(() => {});
    await this.#log.close();
    await this.#checkpoints.close();
    this.#reader?.close();
    this.#reader = undefined;
    this.#connection.close();
    this.#connection = undefined;
  }

  /** Runs one statement for the holder of a turn. */
  async execute<R>(turn: Turn, query: CompiledQuery): Promise<QueryResult<R>> {
    if (query.query.kind === 'SelectQueryNode' && !turn.inTransaction) return this.#read(query);
    await this.#start(turn);
    if (turn.inTransaction) return this.#open.run(query);
    if (!CHANGES.has(query.query.kind)) {
      this.#commitGroup();
      return this.#open.run(query);
    }
    this.#begin(turn);
    try {
      const result = this.#open.run<R>(query);
      await this.commitTransaction(turn);
      return result;
    } catch (error) {
      await this.rollbackTransaction(turn);
      throw error;
    }
  }

  #read<R>(query: CompiledQuery): QueryResult<R> {
    if (!this.#connection) throw new Error('The database is closed.');
    this.#reader ??= new SqliteConnection(this.#file, { readOnly: true });
    return this.#reader.run(query);
  }

  get #open(): SqliteConnection {
    if (!this.#connection) throw new Error('The database is closed.');
    return this.#connection;
  }

  /** IMMEDIATE takes the write lock at once: a transaction never fails half-way because another process wrote. */
  #begin(turn: Turn): void {
    if (!this.#group) {
      this.#open.exec('BEGIN IMMEDIATE');
      this.#group = Promise.withResolvers();
      this.#group.promise.catch(() => {});
      void this.#commitSoon(this.#group);
    }
    this.#open.exec('SAVEPOINT member');
    turn.inTransaction = true;
  }

  /** After everybody has come in whose request is here already; sooner than the disk is free it is of no use. */
  async #commitSoon(group: Group): Promise<void> {
    await this.#syncing?.catch(() => {});
    await setImmediate();
    await this.#take();
    if (this.#group === group) this.#commitGroup();
    this.#pass();
  }

  #commitGroup(): void {
    const group = this.#group;
    if (!group) return;
    this.#group = undefined;
    try {
      this.#open.exec('COMMIT');
    } catch (error) {
      if (this.#open.inTransaction) this.#open.exec('ROLLBACK');
      group.reject(error);
      return;
    }
    const syncing = this.#log.sync();
    this.#syncing = syncing;
    this.#checkpoints.committed();
    syncing.then(group.resolve, group.reject).finally(() => {
      if (this.#syncing === syncing) this.#syncing = undefined;
    });
  }

  async #start(turn: Turn): Promise<void> {
    if (!turn.isOver) return;
    await this.#take();
    turn.isOver = false;
  }

  async #take(): Promise<void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
  }

  #end(turn: Turn): void {
    turn.inTransaction = false;
    turn.isOver = true;
    this.#pass();
  }

  #pass(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  }
}

/**
 * One use of the connection. It begins with the first statement that may change something, and ends when a transaction
 * has, so that others come in before the commit.
 */
class Turn implements DatabaseConnection {
  inTransaction = false;
  isOver = true;
  readonly #driver: SqliteDriver;

  constructor(driver: SqliteDriver) {
    this.#driver = driver;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#driver.execute(this, query);
  }

  // biome-ignore lint/correctness/useYield: rows are never streamed; every list has a limit
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming rows is not supported on SQLite.');
  }
}
