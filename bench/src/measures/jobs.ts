import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { toConfig } from '../../../server/src/config/config.ts';
import { loadSettings } from '../../../server/src/config/load.ts';
import { systemClock } from '../../../server/src/core/clock.ts';
import { newId } from '../../../server/src/core/ids.ts';
import { Id } from '../../../server/src/core/schema.ts';
import { openDatabase } from '../../../server/src/db/database.ts';
import { createJobs } from '../../../server/src/jobs/jobs.ts';
import { defineJobKind } from '../../../server/src/jobs/kinds.ts';
import { noteRate } from '../report.ts';

const JOBS = 2000;
const KIND = defineJobKind({ name: 'bench', lane: 'images', payload: Id });

/**
 * Empty jobs a second through the queue on SQLite, each queued, taken and finished in commits of its own, beside a bare
 * loop that inserts a row, updates it twice and commits as often: what no durable queue can do without.
 */
export async function measureJobs(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nekohub-bench-jobs-'));
  try {
    // The disk warms up with whichever comes first.
    bareLoop(join(folder, 'warm.db'));
    const limit = bareLoop(join(folder, 'bare.db'));
    noteRate('jobs through the queue', await throughQueue(folder), limit, 0.3);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function bareLoop(file: string): number {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE jobs (id INTEGER PRIMARY KEY, status TEXT NOT NULL, payload TEXT NOT NULL)');
  const insert = database.prepare("INSERT INTO jobs (id, status, payload) VALUES (?, 'queued', ?)");
  const update = database.prepare('UPDATE jobs SET status = ? WHERE id = ?');
  const rate = perSecond(() => {
    for (let n = 0; n < JOBS; n += 1) {
      insert.run(n, JSON.stringify(newId()));
      update.run('running', n);
      update.run('succeeded', n);
    }
  });
  database.close();
  return rate;
}

async function throughQueue(folder: string): Promise<number> {
  const config = toConfig(loadSettings({ Data__RootPath: folder }, {}));
  const db = await openDatabase(config.database);
  const log = { warn: () => {}, error: (fields: object) => console.error(fields) };
  const jobs = createJobs({ ...config.jobs, db, clock: systemClock, log, maxQueueDepth: JOBS + 1 });
  let done = 0;
  const all = Promise.withResolvers<void>();
  jobs.handle(KIND, {
    async run({ complete }) {
      await complete(async () => undefined);
      done += 1;
      if (done === JOBS) all.resolve();
    },
  });
  jobs.start();
  const startedAt = performance.now();
  for (let n = 0; n < JOBS; n += 1) await db.transaction().execute((trx) => jobs.enqueue(trx, KIND, newId()));
  await all.promise;
  const rate = (JOBS * 1000) / (performance.now() - startedAt);
  await jobs.stop();
  await db.destroy();
  return rate;
}

function perSecond(run: () => void): number {
  const startedAt = performance.now();
  run();
  return (JOBS * 1000) / (performance.now() - startedAt);
}
