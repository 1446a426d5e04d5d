import { expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { noise } from '../../../test/images.ts';
import { chunksOf } from '../../../test/objects.ts';
import { HOUR } from '../../core/clock.ts';
import { PNG, type StoredType, WEBP } from '../../imaging/types.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Place } from '../../storage/storages.ts';
import { createNotedStorage } from './noted-storage.ts';
import type { Removals } from './removals.ts';

/** Notes and objects in memory; each tells what it was told, in order. */
function createParts({ refuses = (_key: string): boolean => false, slow = Promise.resolve() } = {}) {
  let isFirst = true;
  const clock = createTestClock();
  const events: string[] = [];
  const noted: string[][] = [];
  const removals: Removals = {
    async expect(objects) {
      const keys = objects.map(({ storage_key }) => storage_key);
      noted.push(keys);
      events.push(...keys.map((key) => `noted ${key}`));
    },
    async discard(objects) {
      events.push(...objects.map(({ storage_key }) => `removed ${storage_key}`));
    },
    async forget(objects) {
      events.push(...objects.map(({ storage_key }) => `forgotten ${storage_key}`));
    },
    async add() {},
    async sweep() {},
  };
  const storage: Pick<Storage, 'write'> = {
    async write(key) {
      if (refuses(key)) throw new Error('the store does not answer');
      if (isFirst) {
        isFirst = false;
        await slow;
      }
      events.push(`written ${key}`);
    },
  };
  const storages = createNotedStorage(removals, clock);
  const store = (type: StoredType, keyPrefix = '') => {
    const place = { provider: 'local', profileId: null, keyPrefix, storage } as Place;
    return storages.store(place, type, chunksOf(noise(100), 100));
  };
  return { clock, events, noted, store };
}

test('an object is noted before it is written, and one that comes alone leaves no other note', async () => {
  const { store, events } = createParts();
  const key = await store(PNG);
  const next = await store(WEBP);
  expect(events).toEqual([`noted ${key}`, `written ${key}`, `noted ${next}`, `written ${next}`]);
  expect(key).toMatch(/\.png$/);
  expect(next).toMatch(/\.webp$/);
});

test('a key begins as the keys of its store do', async () => {
  const { store } = createParts();
  const [a, b] = await Promise.all([store(PNG, 'team/'), store(PNG)]);
  expect(a).toMatch(/^team\/\d{4}\//);
  expect(b).toMatch(/^\d{4}\//);
});

test('objects that come at once are noted together, each under a key of its own', async () => {
  const { store, events, noted } = createParts();
  const keys = await Promise.all(Array.from({ length: 10 }, () => store(PNG)));
  expect(new Set(keys).size).toBe(10);
  expect(noted.length).toBeLessThan(5);
  for (const key of keys) {
    expect(events.indexOf(`noted ${key}`)).toBeGreaterThanOrEqual(0);
    expect(events.indexOf(`noted ${key}`)).toBeLessThan(events.indexOf(`written ${key}`));
  }
});

test('keys that are left over when nothing is under way any more are given back, and not used again', async () => {
  const { store, events, noted } = createParts();
  const keys = await Promise.all(Array.from({ length: 10 }, () => store(PNG)));
  const left = noted.flat().filter((key) => !keys.includes(key));
  expect(left).not.toEqual([]);
  expect(events.filter((event) => event.startsWith('forgotten')).sort()).toEqual(
    left.map((key) => `forgotten ${key}`).sort(),
  );
  expect(left).not.toContain(await store(PNG));
});

test('a key that was left over for long is not used while others are under way', async () => {
  const slow = Promise.withResolvers<void>();
  const { store, clock, noted } = createParts({ slow: slow.promise });
  const first = store(PNG);
  await Promise.all(Array.from({ length: 10 }, () => store(PNG)));
  const before = noted.flat();
  clock.advance(HOUR);
  expect(before).not.toContain(await store(PNG));
  slow.resolve();
  await first;
});

test('what cannot be written is removed, and its key not used again', async () => {
  const { store, events, noted } = createParts({ refuses: (key) => key === noted[0]?.[0] });
  await expect(store(PNG)).rejects.toThrow('does not answer');
  const [[refused] = []] = noted;
  expect(events).toEqual([`noted ${refused}`, `removed ${refused}`]);
  expect(await store(PNG)).not.toBe(refused);
});
