import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { createTestClock } from '../../../test/clock.ts';
import { onlyStorage } from '../../../test/storages.ts';
import { DAY, HOUR } from '../../core/clock.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Storages } from '../../storage/storages.ts';
import { createRemovals } from './removals.ts';

const KEYS = ['a.png', 'b.png', 'c.png'];
const object = (storage_key: string) => ({ storage_provider: 'local', storage_profile_id: null, storage_key });

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
  const removals = createRemovals({ db, storages: onlyStorage(storage), clock, log });
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
  const removals = createRemovals({ db: hub.db, storages: onlyStorage(storage), clock, log: { error: () => {} } });
  await removals.expect([object('2026/01/01/left-behind.png')]);
  await removals.sweep();
  expect(removed).toEqual([]);
  clock.advance(DAY);
  await removals.sweep();
  expect(removed).toEqual(['2026/01/01/left-behind.png']);
});

test('a store that fails holds up no other, however much of it is due', async () => {
  await using hub = await startTestApp();
  const { db } = hub;
  const rows = Array.from({ length: 250 }, (_, n) => ({ ...object(`broken-${n}.png`), due_at: 0, attempts: 0 }));
  for (const row of rows) await db.insertInto('object_removals').values(row).execute();
  const other = { ...object('other.png'), storage_provider: 'other', due_at: 0, attempts: 9 };
  await db.insertInto('object_removals').values(other).execute();
  const removed: string[] = [];
  const storages: Pick<Storages, 'of'> = {
    async of({ storage_provider: name }) {
      if (name === 'local') throw new Error('the store does not answer');
      return onlyStorage({ name, remove: async (key) => void removed.push(key) }).of(other);
    },
  };
  await createRemovals({ db, storages, clock: createTestClock(), log: { error: () => {} } }).sweep();
  expect(removed).toEqual(['other.png']);
  const { left } = await db
    .selectFrom('object_removals')
    .select((e) => e.fn.countAll<number>().as('left'))
    .executeTakeFirstOrThrow();
  expect(Number(left)).toBe(250);
});
