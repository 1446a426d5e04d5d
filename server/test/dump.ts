import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { TestApp } from './app.ts';

/** All that the database holds, as text: SQLite's files byte by byte, every row of PostgreSQL. */
export async function dumpDatabase({ db, database }: TestApp): Promise<string> {
  if (database.kind === 'sqlite') {
    const files = ['nekohub.db', 'nekohub.db-wal'].map((name) => readFile(join(database.dataPath, name), 'latin1'));
    return (await Promise.all(files)).join('\n');
  }
  const rows: unknown[] = [];
  for (const { name } of await db.introspection.getTables()) {
    rows.push(name, (await sql`select * from ${sql.table(name)}`.execute(db)).rows);
  }
  return JSON.stringify(rows);
}
