import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';
import { afterCommit } from './after-commit.ts';

test('calls back when others can see what was written, once', async () => {
  await using hub = await startTestApp();
  const heard: string[] = [];
  await hub.db.transaction().execute(async (trx) => {
    await afterCommit(trx, () => heard.push('first'));
    await afterCommit(trx, () => heard.push('second'));
    await trx.insertInto('setup_tokens').values({ token_hash: 'x', expires_at: 1 }).execute();
    expect(heard).toEqual([]);
  });
  expect(heard).toEqual(['first', 'second']);
  await hub.db.transaction().execute(async (trx) => sql`select 1`.execute(trx));
  expect(heard).toHaveLength(2);
});

test.each([
  ['rolled back', async () => Promise.reject(new Error('changed my mind'))],
  // What the statement broke, PostgreSQL rolls back at the commit, and says so.
  ['broken and committed', async (broken: () => Promise<unknown>) => broken().catch(() => {})],
] as const)('a transaction that is %s calls nobody back, nor does the next one', async (name, end) => {
  await using hub = await startTestApp({ settings: { Persistence__Database__MaxConnections: '1' } });
  const heard: string[] = [];
  const failing = hub.db.transaction().execute(async (trx) => {
    await afterCommit(trx, () => heard.push(name));
    await end(() => sql`select * from nowhere`.execute(trx));
  });
  const isRolledBack = name === 'rolled back' || hub.database.kind === 'postgresql';
  if (isRolledBack) await expect(failing).rejects.toThrow();
  else await failing;
  await hub.db.transaction().execute((trx) => sql`select 1`.execute(trx));
  expect(heard).toEqual(isRolledBack ? [] : [name]);
});
