import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { createTestFolder } from '../../test/files.ts';
import { createSqliteCheckpoints } from './sqlite-checkpoints.ts';

const PAGE_BYTES = 4096;

/** A database whose commits leave their pages in the log, until somebody else moves them. */
async function openLogged() {
  const folder = await createTestFolder();
  const file = join(folder.path, 'pages.db');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; create table pages (bytes blob not null)');
  const insert = database.prepare('insert into pages values (?)');
  return {
    file,
    commit: (pages: number) => insert.run(new Uint8Array(pages * PAGE_BYTES)),
    rows: () => database.prepare('select count(*) as count from pages').get()?.count,
    async size() {
      return (await stat(file)).size;
    },
    async [Symbol.asyncDispose]() {
      database.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('what stands in a long log is moved into the database while changes go on', async () => {
  await using logged = await openLogged();
  const checkpoints = createSqliteCheckpoints(logged.file);
  try {
    const before = await logged.size();
    let commits = 0;
    await vi.waitFor(
      async () => {
        logged.commit(20);
        checkpoints.committed();
        commits += 1;
        expect(await logged.size()).toBeGreaterThan(before + 1000 * PAGE_BYTES);
      },
      { interval: 1, timeout: 30_000 },
    );
    expect(logged.rows()).toBe(commits);
  } finally {
    await checkpoints.close();
  }
});

test('a short log is left alone, and closing has nothing to wait for', async () => {
  await using logged = await openLogged();
  const checkpoints = createSqliteCheckpoints(logged.file);
  const before = await logged.size();
  for (let commits = 0; commits < 250; commits += 1) {
    logged.commit(1);
    checkpoints.committed();
  }
  await checkpoints.close();
  expect(await logged.size()).toBe(before);
});

test('without a database to work on nothing is said: commits move the pages themselves', async () => {
  await using folder = await createTestFolder();
  const checkpoints = createSqliteCheckpoints(join(folder.path, 'missing.db'));
  for (let commits = 0; commits < 250; commits += 1) checkpoints.committed();
  await checkpoints.close();
});
