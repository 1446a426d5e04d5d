import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { createTestClock } from '../../../test/clock.ts';
import { DAY, HOUR } from '../../core/clock.ts';
import type { Storage } from '../../storage/storage.ts';
import { createRemovals } from './removals.ts';

const KEYS = ['a.png', 'b.png', 'c.png'];
const object = (storage_key: string) => ({ storage_provider: 'local', storage_key });

test('what a storage does not remove now is tried again until it is gone', async () => {
  await using hub = await startTestApp();
  const { db } = hub;
  const list = () =>
    db.selectFrom('object_removals').select(['storage_key', 'attempts']).orderBy('storage_key').execute();
  let broken = ['a.png', 'b.png'];
  const removed: string[] = [];
  const storage: Pick<Storage, 'name' | 'remove'> = {
    name: 'local',
    async remove(key) {
      if (broken.includes(key)) throw new Error('the store does not answer');
      removed.push(key);
    },
  };
  const clock = createTestClock();
  const logged: string[] = [];
  const log = { error: (_fields: object, message: string) => void logged.push(message) };
  const removals = createRemovals({ db, storage: storage as Storage, clock, log });
  const rows = KEYS.map((key) => ({ ...object(key), due_at: 0, attempts: 0 }));
  await db.insertInto('object_removals').values(rows).execute();

  await removals.remove(KEYS.map(object));
  expect(removed).toEqual(['c.png']);
  expect(await list()).toEqual([
    { storage_key: 'a.png', attempts: 1 },
    { storage_key: 'b.png', attempts: 1 },
  ]);
  expect(logged).toHaveLength(2);
  await removals.sweep();
  expect(removed).toEqual(['c.png']);
  broken = ['a.png'];
  clock.advance(HOUR);
  await removals.sweep();
  expect(await list()).toEqual([{ storage_key: 'a.png', attempts: 2 }]);
  broken = [];
  clock.advance(HOUR);
  await removals.sweep();
  expect(await list()).toEqual([]);
  expect(removed).toEqual(['c.png', 'b.png', 'a.png']);
});

test('an object that was stored and never got its row is removed a day later', async () => {
  await using hub = await startTestApp();
  const removed: string[] = [];
  const storage: Pick<Storage, 'name' | 'remove'> = {
    name: 'local',
    async remove(key) {
      removed.push(key);
    },
  };
  const clock = createTestClock();
  const removals = createRemovals({ db: hub.db, storage: storage as Storage, clock, log: { error: () => {} } });
  await removals.expect('2026/01/01/left-behind.png');
  await removals.sweep();
  expect(removed).toEqual([]);
  clock.advance(DAY);
  await removals.sweep();
  expect(removed).toEqual(['2026/01/01/left-behind.png']);
});
