import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../src/db/database.ts';
import { startPostgres } from './postgres-server.ts';

const template = 'with_tables';

/** One PostgreSQL for all tests of the project `postgres`; each test makes databases of its own in it, as copies of one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const administrator = new pg.Client({ connectionString: server.url });
  await administrator.connect();
  await administrator.query(`CREATE DATABASE ${template}`);
  await administrator.end();
  const connectionString = Object.assign(new URL(server.url), { pathname: template }).href;
  const db = await openDatabase({ provider: 'postgresql', connection: { connectionString }, maxConnections: 2 });
  await db.destroy();
  project.provide('database', { kind: 'postgresql', url: server.url, template });
  return () => server.stop();
}
