import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { toConfig } from '../../src/config/config.ts';
import { loadSettings } from '../../src/config/load.ts';
import { systemClock } from '../../src/core/clock.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import { DURABLE_KIND } from '../durable-jobs.ts';

/** Database and jobs as `app.ts` puts them together. Every begun try of a job leaves a row, and so does a finished job. */
const config = toConfig(loadSettings(process.env, {}));
const db = await openDatabase(config.database);
const say = (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const jobs = createJobs({ db, clock: systemClock, log: { warn: say, error: say }, ...config.jobs });

jobs.handle(DURABLE_KIND, {
  async run({ id, payload, progress, complete }) {
    await sql`insert into job_tries (job_id, pid) values (${id}, ${process.pid})`.execute(db);
    await progress(50, 'working');
    await wait(payload.ms);
    await complete(async (trx) => {
      await sql`insert into job_effects (job_id, pid) values (${id}, ${process.pid})`.execute(trx);
      return { pid: process.pid };
    });
  },
});

jobs.start();
process.on('SIGTERM', async () => {
  clearInterval(alive);
  await jobs.stop();
  await db.destroy();
});
/** Looking for jobs keeps no process alive; in the program, its server does. */
const alive = setInterval(() => {}, 60_000);
// What `runProgram` waits for.
process.stdout.write('NekoHub is running at (none)\n');
