import { type Kysely, sql } from 'kysely';
import Type from 'typebox';
import { defineJobKind } from '../src/jobs/kinds.ts';

/** Jobs that `programs/job-worker.ts` does. Killed ever so often, one of them is tried again. */
export const DURABLE_KIND = defineJobKind({
  name: 'test.durable',
  lane: 'images',
  payload: Type.Object({ ms: Type.Integer() }),
  maxAttempts: 1000,
});

/** Where the worker leaves its traces. Not keyed by job: a second trace would be kept, and seen. */
export async function createTraceTables<DB>(db: Kysely<DB>): Promise<void> {
  for (const table of ['job_tries', 'job_effects']) {
    await sql`create table ${sql.table(table)} (job_id text not null, pid integer not null)`.execute(db);
  }
}

interface Trace {
  readonly job_id: string;
  readonly pid: number;
}

export async function tracesIn<DB>(db: Kysely<DB>, table: 'job_tries' | 'job_effects'): Promise<Trace[]> {
  const { rows } = await sql<Trace>`select job_id, pid from ${sql.table(table)} order by job_id`.execute(db);
  return rows;
}
