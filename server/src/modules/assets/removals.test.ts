import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { waitingForRemoval } from '../../../test/counts.ts';
import { onlyStorage } from '../../../test/storages.ts';
import { storedFiles, uploadAsset } from '../../../test/upload.ts';
import { DAY, MINUTE, SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { createJobs } from '../../jobs/jobs.ts';
import type { Storages } from '../../storage/storages.ts';
import { createRemovals } from './removals.ts';

const object = (storage_key: string, storage_provider = 'local') => ({
  storage_provider,
  storage_profile_id: null,
  storage_key,
});

/** Removals of their own on the database of a hub, with stores that do what a test says. */
function createParts(hub: TestApp, remove: (key: string, message: string | undefined) => Promise<void>) {
  const { db, clock } = hub;
  const logged: string[] = [];
  const log = {
    error: (_fields: object, message: string) => void logged.push(message),
    warn: (_fields: object, message: string) => void logged.push(message),
  };
  const jobs = createJobs({ db, clock, log, ...hub.config.jobs });
  const stores: Pick<Storages, 'of'> = {
    of: (place) =>
      onlyStorage({
        name: place.storage_provider,
        remove: (key, facts) => remove(key, facts?.commitMessage),
      }).of(place),
  };
  const removals = createRemovals({ db, storages: stores, clock, jobs, log });
  return {
    removals,
    logged,
    add: (keys: readonly string[], provider?: string, message?: string) =>
      db.transaction().execute((trx) =>
        removals.add(
          trx,
          keys.map((key) => object(key, provider)),
          message,
        ),
      ),
    run: () => jobs.runDue(['storage']),
    notes: async () => {
      const rows = await db.selectFrom('object_removals').select(['storage_key', 'attempts']).execute();
      return Object.fromEntries(rows.map(({ storage_key, attempts }) => [storage_key, attempts]));
    },
    jobs: () =>
      db.selectFrom('jobs').select(['status', 'attempts', 'error_code', 'result_json']).orderBy('id').execute(),
  };
}

const remove = (hub: TestApp, id: string) =>
  hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${id}`, headers: bearer(API_KEY) });

test('an object is removed after the commit, with the words for the history', async () => {
  await using hub = await startTestApp();
  const removed: unknown[] = [];
  const parts = createParts(hub, async (...call) => void removed.push(call));
  await parts.add(['a.png'], 'local', 'Tidy up');
  await parts.add(['b.png']);
  expect(removed).toEqual([]);
  await parts.run();
  expect(removed.sort()).toEqual([
    ['a.png', 'Tidy up'],
    ['b.png', undefined],
  ]);
  expect(await parts.notes()).toEqual({});
  // One job for one store, however many ask.
  expect(await parts.jobs()).toEqual([
    { status: 'succeeded', attempts: 1, error_code: null, result_json: '{"removed":2}' },
  ]);
});

test('what is rolled back is not removed', async () => {
  await using hub = await startTestApp();
  const parts = createParts(hub, () => expect.unreachable());
  const failure = new Error('something else went wrong');
  const written = hub.db.transaction().execute(async (trx) => {
    await parts.removals.add(trx, [object('a.png')]);
    throw failure;
  });
  await expect(written).rejects.toBe(failure);
  await parts.run();
  expect(await parts.notes()).toEqual({});
});

test('a store that fails is asked again with growing pauses, for as long as it takes; others go on', async () => {
  await using hub = await startTestApp();
  let isBroken = true;
  const removed: string[] = [];
  const parts = createParts(hub, async (key) => {
    if (isBroken && key.startsWith('broken')) throw new AppError('storage_unavailable');
    removed.push(key);
  });
  const keys = Array.from({ length: 250 }, (_, n) => `broken-${n}.png`);
  for (const key of keys) await parts.add([key], 'broken');
  await parts.add(['other.png'], 'other');
  const tried = async () => (await parts.jobs())[0]?.attempts;
  for (const [attempts, pause] of [5, 20, 80, 320, 320, 320].entries()) {
    await parts.run();
    expect(removed).toEqual(['other.png']);
    expect(await tried()).toBe(attempts + 1);
    hub.clock.advance(pause * SECOND - 1);
    await parts.run();
    expect(await tried()).toBe(attempts + 1);
    hub.clock.advance(1);
  }
  isBroken = false;
  await parts.run();
  expect(removed.sort()).toEqual([...keys, 'other.png'].sort());
  expect(await parts.notes()).toEqual({});
});

test('a refusal is not for good either', async () => {
  await using hub = await startTestApp();
  let isBroken = true;
  const parts = createParts(hub, async () => {
    if (isBroken) throw new AppError('asset_storage_provider_profile_unavailable');
  });
  await parts.add(['a.png']);
  await parts.run();
  expect(await parts.jobs()).toMatchObject([
    { status: 'queued', error_code: 'asset_storage_provider_profile_unavailable' },
  ]);
  isBroken = false;
  hub.clock.advance(MINUTE);
  await parts.run();
  expect(await parts.notes()).toEqual({});
});

test('one object that does not go is in nobody’s way', async () => {
  await using hub = await startTestApp();
  const removed: string[] = [];
  let isHeld = true;
  const parts = createParts(hub, async (key) => {
    if (isHeld && key === 'held.png') throw new Error('the store keeps it');
    removed.push(key);
  });
  await parts.add(['held.png', ...Array.from({ length: 9 }, (_, n) => `${n}.png`)]);
  await parts.run();
  expect(removed).toHaveLength(9);
  expect(await parts.notes()).toEqual({ 'held.png': 1 });
  expect(await parts.jobs()).toMatchObject([{ status: 'succeeded', result_json: '{"removed":9}' }]);
  expect(parts.logged).toEqual(['an object cannot be removed; others go on']);
  isHeld = false;
  hub.clock.advance(10 * MINUTE);
  await parts.removals.sweep();
  await parts.run();
  expect(await parts.notes()).toEqual({});
});

test('what is added while a job removes is removed by it, or by the next', async () => {
  await using hub = await startTestApp();
  const removed: string[] = [];
  const parts = createParts(hub, async (key) => {
    removed.push(key);
    if (removed.length < 20) await parts.add([`${removed.length}.png`]);
  });
  await parts.add(['0.png']);
  await parts.run();
  expect(removed).toHaveLength(20);
  expect(await parts.notes()).toEqual({});
});

test('many that add at once, to several stores, leave nothing', async () => {
  await using hub = await startTestApp();
  const removed: string[] = [];
  const parts = createParts(hub, async (key) => void removed.push(key));
  const adding = Array.from({ length: 40 }, async (_, n) => {
    await hub.db.transaction().execute((trx) => {
      const both = [object(`${n}.png`, n % 2 ? 'a' : 'b'), object(`${n}.jpg`, n % 2 ? 'b' : 'a')];
      return parts.removals.add(trx, both);
    });
    await parts.run();
  });
  await Promise.all(adding);
  expect(removed).toHaveLength(80);
  expect(await parts.notes()).toEqual({});
});

test('an object that was stored and never got its row is removed a day later, or when it is known to be unneeded', async () => {
  await using hub = await startTestApp();
  const removed: string[] = [];
  const parts = createParts(hub, async (key) => void removed.push(key));
  await parts.removals.expect([object('left.png'), object('unneeded.png'), object('spare.png')]);
  await parts.removals.discard([object('unneeded.png'), object('taken-by-a-row.png')]);
  await parts.removals.forget([object('spare.png')]);
  await parts.removals.sweep();
  await parts.run();
  expect(removed).toEqual(['unneeded.png']);
  hub.clock.advance(DAY);
  await parts.removals.sweep();
  await parts.run();
  expect(removed).toEqual(['unneeded.png', 'left.png']);
});

test('a deletion is answered before its store is asked, and is not undone when that fails', async () => {
  await using hub = await startTestApp();
  const { id, storageKey } = await uploadAsset(hub);
  expect((await remove(hub, id)).statusCode).toBe(200);
  expect(await storedFiles(hub)).toEqual([storageKey]);
  const read = await hub.server.inject({ url: `/content/${storageKey}` });
  expect(read.statusCode).toBe(404);
  expect(await waitingForRemoval(hub)).toEqual([]);
  expect(await storedFiles(hub)).toEqual([]);
});
