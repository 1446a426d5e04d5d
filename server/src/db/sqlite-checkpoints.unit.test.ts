import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { createTestFolder } from '../../test/files.ts';
import { createSqliteCheckpoints } from './sqlite-checkpoints.ts';

const PAGE_BYTES = 4096;

/** A database whose commits leave their pages in the log, until somebody else moves them. */
async function openLogged() {
  const folder = await createTestFolder();
  const logged = openIn(folder.path);
  return {
    ...logged,
    async [Symbol.asyncDispose]() {
      logged.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function openIn(folder: string) {
  const file = join(folder, 'pages.db');
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
    close: () => database.close(),
  };
}

/** Changes until something of the log is in the database. @returns how many there were */
async function commitUntilMoved({ commit, size }: ReturnType<typeof openIn>, committed: () => void): Promise<number> {
  const before = await size();
  let commits = 0;
  await vi.waitFor(
    async () => {
      commit(20);
      committed();
      commits += 1;
      expect(await size()).toBeGreaterThan(before + 1000 * PAGE_BYTES);
    },
    { interval: 1, timeout: 30_000 },
  );
  return commits;
}

/** A folder in the place of the database, beside a log that is long: no thread can open that. */
async function makeUnreadable(folder: string): Promise<string> {
  const file = join(folder, 'pages.db');
  await mkdir(file);
  await writeFile(`${file}-wal`, new Uint8Array(5 * 1024 * 1024));
  return file;
}

const commitOften = (committed: () => void) => {
  for (let commits = 0; commits < 100; commits += 1) committed();
};

test('what stands in a long log is moved into the database while changes go on', async () => {
  await using logged = await openLogged();
  const checkpoints = createSqliteCheckpoints(logged.file);
  try {
    const commits = await commitUntilMoved(logged, checkpoints.committed);
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

test('a thread that cannot open the database is closed without a word', async () => {
  await using folder = await createTestFolder();
  const checkpoints = createSqliteCheckpoints(await makeUnreadable(folder.path));
  commitOften(checkpoints.committed);
  await checkpoints.close();
});

test('after a thread has failed another one goes on, once it can', async () => {
  await using folder = await createTestFolder();
  const file = await makeUnreadable(folder.path);
  const checkpoints = createSqliteCheckpoints(file);
  const started = once(process, 'worker');
  commitOften(checkpoints.committed);
  const [thread]: Worker[] = await started;
  await new Promise((resolve) => thread?.once('exit', resolve));
  await rm(file, { recursive: true });
  await rm(`${file}-wal`);
  const logged = openIn(folder.path);
  try {
    await commitUntilMoved(logged, checkpoints.committed);
  } finally {
    await checkpoints.close();
    logged.close();
  }
});

test('a program that has nothing else to do still comes to what follows the closing', async () => {
  await using logged = await openLogged();
  const before = await logged.size();
  for (let commits = 0; commits < 100; commits += 1) logged.commit(20);
  const program = join(dirname(logged.file), 'program.mjs');
  const text = `
    import { createSqliteCheckpoints } from ${JSON.stringify(import.meta.resolve('./sqlite-checkpoints.ts'))};
    const checkpoints = createSqliteCheckpoints(${JSON.stringify(logged.file)});
    for (let commits = 0; commits < 100; commits += 1) checkpoints.committed();
    await checkpoints.close();
    console.log('closed');
  `;
  await writeFile(program, text);
  expect((await promisify(execFile)(process.execPath, [program])).stdout).toBe('closed\n');
  expect(await logged.size()).toBeGreaterThan(before);
});
