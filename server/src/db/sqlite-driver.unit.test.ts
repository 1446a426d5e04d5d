import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { type Generated, Kysely, sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { createTestFolder } from '../../test/files.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import type { SqliteLog } from './sqlite-log.ts';

interface TestTables {
  notes: { id: Generated<number>; text: string; parent: number | null };
}

/** A database with one table, and what another process would see of it. */
async function openNotes(log?: SqliteLog) {
  const folder = await createTestFolder();
  const file = join(folder.path, 'notes.db');
  const db = new Kysely<TestTables>({ dialect: createSqliteDialect(file, log) });
  await sql`create table notes (id integer primary key, text text not null unique,
    parent integer references notes (id) deferrable initially deferred)`.execute(db);
  const other = new DatabaseSync(file);
  return {
    db,
    write: (text: string, parent: number | null = null) =>
      db.transaction().execute((trx) => trx.insertInto('notes').values({ text, parent }).execute()),
    seenByOthers: () =>
      other
        .prepare('select text from notes order by text')
        .all()
        .map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      other.close();
      await db.destroy();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('transactions that come at the same time share a commit, and are acknowledged after it', async () => {
  await using notes = await openNotes();
  using exec = vi.spyOn(SqliteConnection.prototype, 'exec');
  const texts = Array.from({ length: 20 }, (_, index) => `note ${index + 10}`);
  await Promise.all(
    texts.map(async (text) => {
      await notes.write(text);
      expect(notes.seenByOthers()).toContain(text);
    }),
  );
  expect(notes.seenByOthers()).toEqual(texts);
  expect(exec.mock.calls.filter(([statement]) => statement === 'COMMIT')).toHaveLength(1);
});

test('a single statement that changes something shares the commit as well', async () => {
  await using notes = await openNotes();
  using exec = vi.spyOn(SqliteConnection.prototype, 'exec');
  const { db } = notes;
  await Promise.all([
    db.insertInto('notes').values({ text: 'a' }).execute(),
    notes.write('b'),
    db.updateTable('notes').set({ text: 'c' }).where('text', '=', 'a').returning('text').execute(),
    db.deleteFrom('notes').where('text', '=', 'b').execute(),
  ]);
  expect(notes.seenByOthers()).toEqual(['c']);
  expect(exec.mock.calls.filter(([statement]) => statement === 'COMMIT')).toHaveLength(1);
});

test('each transaction fails alone', async () => {
  await using notes = await openNotes();
  const outcomes = await Promise.allSettled([
    notes.write('first'),
    notes.write('first'),
    notes.db.transaction().execute(async (trx) => {
      await trx.insertInto('notes').values({ text: 'second' }).execute();
      throw new Error('changed my mind');
    }),
    notes.db.insertInto('notes').values({ text: 'first' }).execute(),
    notes.write('third'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled']);
  expect(notes.seenByOthers()).toEqual(['first', 'third']);
});

test('what is read outside waits for no transaction, and sees nothing of it before its commit', async () => {
  await using notes = await openNotes();
  await notes.write('before');
  const { promise: go, resolve: release } = Promise.withResolvers<void>();
  const slow = notes.db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ text: 'slow' }).execute();
    await go;
  });
  const read = async () => (await notes.db.selectFrom('notes').select('text').execute()).map(({ text }) => text);
  expect(await read()).toEqual(['before']);
  release();
  await slow;
  expect(await read()).toEqual(['before', 'slow']);
});

test('what is read is committed', async () => {
  await using notes = await openNotes();
  const writing = notes.write('written');
  const rows = await notes.db.selectFrom('notes').select('text').execute();
  expect(rows.map(({ text }) => text)).toEqual(notes.seenByOthers());
  await writing;
  expect(notes.seenByOthers()).toEqual(['written']);
});

test('a commit that fails fails for all who share it, and nothing of them is left', async () => {
  await using notes = await openNotes();
  const outcomes = await Promise.allSettled([notes.write('good'), notes.write('orphan', 4711), notes.write('fine')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(notes.seenByOthers()).toEqual([]);
  await notes.write('afterwards');
  expect(notes.seenByOthers()).toEqual(['afterwards']);
});

test('when SQLite gives up the whole transaction, those who shared it are told', async () => {
  await using notes = await openNotes();
  const outcomes = await Promise.allSettled([
    notes.write('before'),
    // As SQLite does it by itself when the disk is full.
    notes.db.transaction().execute(async (trx) => {
      await sql`rollback`.execute(trx);
      throw new Error('disk full');
    }),
    notes.write('behind'),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  expect(notes.seenByOthers()).toEqual(['behind']);
});

test('nobody is told of a change, or of a failure that saw it, before it is on the disk', async () => {
  const syncs: PromiseWithResolvers<void>[] = [];
  const log = {
    sync: () => {
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      return sync.promise;
    },
    close: async () => {},
  };
  await using notes = await openNotes(log);
  const told: string[] = [];
  const before = syncs.length;
  const writing = notes.write('a').then(() => told.push('written'));
  await expect.poll(() => syncs.length).toBe(before + 1);
  const refused = notes.write('a').catch(() => told.push('refused'));
  for (let turn = 0; turn < 10; turn += 1) await setImmediate();
  expect(notes.seenByOthers()).toEqual(['a']);
  expect(told).toEqual([]);
  syncs.at(-1)?.resolve();
  await writing;
  await expect.poll(() => syncs.length).toBe(before + 2);
  expect(told).toEqual(['written']);
  syncs.at(-1)?.resolve();
  await refused;
  expect(told).toEqual(['written', 'refused']);
});

test('when the disk fails, those who wait for it are told', async () => {
  const log = { sync: vi.fn(async () => {}), close: async () => {} };
  await using notes = await openNotes(log);
  log.sync.mockRejectedValueOnce(new Error('disk broken'));
  await expect(notes.write('lost')).rejects.toThrow('disk broken');
  await notes.write('kept');
});

test('a commit waits for a transaction that is not over', async () => {
  await using notes = await openNotes();
  const slow = notes.db.transaction().execute(async (trx) => {
    await trx.insertInto('notes').values({ text: 'one' }).execute();
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    await trx.insertInto('notes').values({ text: 'two' }).execute();
  });
  const quick = notes.write('three').then(() => notes.seenByOthers());
  expect(await quick).toEqual(['one', 'three', 'two']);
  await slow;
});

test('whoever keeps the connection may go on after a change', async () => {
  await using notes = await openNotes();
  await notes.db.connection().execute(async (db) => {
    for (const text of ['a', 'b']) await db.insertInto('notes').values({ text }).execute();
    expect(await db.selectFrom('notes').select('text').execute()).toEqual([{ text: 'a' }, { text: 'b' }]);
  });
  await notes.write('c');
  expect(notes.seenByOthers()).toEqual(['a', 'b', 'c']);
});
