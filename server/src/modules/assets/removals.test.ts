import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
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
  const storage: Pick<Storage, 'remove'> = {
    async remove(key) {
      if (broken.includes(key)) throw new Error('the store does not answer');
      removed.push(key);
    },
  };
  const removals = createRemovals({ db, storage: storage as Storage });
  const rows = KEYS.map((key) => ({ ...object(key), requested_at: 0, attempts: 0 }));
  await db.insertInto('object_removals').values(rows).execute();

  await removals.remove(KEYS.map(object));
  expect(removed).toEqual(['c.png']);
  expect(await list()).toEqual([
    { storage_key: 'a.png', attempts: 1 },
    { storage_key: 'b.png', attempts: 1 },
  ]);
  broken = ['a.png'];
  await removals.sweep();
  expect(await list()).toEqual([{ storage_key: 'a.png', attempts: 2 }]);
  broken = [];
  await removals.sweep();
  expect(await list()).toEqual([]);
  expect(removed).toEqual(['c.png', 'b.png', 'a.png']);
});
