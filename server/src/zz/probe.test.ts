import { expect, test, vi } from 'vitest';
import pg from 'pg';
import { createTestDatabase } from '../../test/database.ts';
test('database', async () => {
  const t = performance.now();
  const db = await createTestDatabase();
  const t1 = performance.now();
  console.log(db.kind, db.env, t1 - t);
  if (db.kind === 'postgresql') {
    const c = new pg.Client({ connectionString: db.env.Persistence__Database__ConnectionString });
    await c.connect();
    console.log((await c.query("create extension pg_trgm; select version(), similarity('图片猫','图片'), show_trgm('图片猫'), lower('ÄÉ')"))[1]?.rows ?? 0);
    await c.end();
  }
  const t2 = performance.now();
  await db.remove();
  console.log('remove', performance.now() - t2);
  expect(1).toBe(1);
});
