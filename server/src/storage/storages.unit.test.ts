import { describe, expect, test } from 'vitest';
import { createTestClock } from '../../test/clock.ts';
import { HOUR, SECOND } from '../core/clock.ts';
import type { StorageProfileId } from '../core/ids.ts';
import type { Storage } from './storage.ts';
import { type ConfiguredStorage, createStorages, type StorageProfile, type StorageTraits } from './storages.ts';

const TRAITS: StorageTraits = {
  provider: 'local',
  keyPrefix: '',
  keepsPrivate: true,
  staysPrivate: true,
  redirects: false,
  publicBaseUrl: undefined,
};
const A = 'a' as StorageProfileId;

/** Stores that say what becomes of them, and profiles that a test changes. */
function setUp() {
  const clock = createTestClock();
  const happened: string[] = [];
  const logged: string[] = [];
  const world = { profiles: [] as StorageProfile[], loads: 0 };
  const store = (name: string, more: Partial<StorageTraits> = {}): ConfiguredStorage => ({
    traits: { ...TRAITS, provider: name, ...more },
    async open() {
      happened.push(`open ${name}`);
      if (name === 'broken') throw new Error('the folder is missing');
      const storage: Pick<Storage, 'name' | 'close'> = {
        name,
        close: async () => void happened.push(`close ${name}`),
      };
      return storage as Storage;
    },
  });
  const profile = (name: string, more: Partial<StorageProfile> = {}): StorageProfile => ({
    id: A,
    revision: 1,
    isEnabled: true,
    isDefault: true,
    runtime: store(name),
    ...more,
  });
  const local = store('local');
  const storages = createStorages({
    clock,
    configured: local,
    former: [store('former')],
    waiting: local,
    log: { error: (_fields, message) => void logged.push(message) },
    async loadProfiles() {
      world.loads += 1;
      return world.profiles;
    },
  });
  return { clock, happened, logged, world, profile, storages };
}

const at = (storage_provider: string, storage_profile_id: StorageProfileId | null = null) => ({
  storage_provider,
  storage_profile_id,
});

describe('without profiles', () => {
  test('everything goes to the store of the settings, which is opened once', async () => {
    const { storages, happened } = setUp();
    const places = await Promise.all([storages.forWriting(null), storages.of(at('local')), storages.forWaiting()]);
    expect(places.map(({ storage, profileId }) => [storage.name, profileId])).toEqual([
      ['local', null],
      ['local', null],
      ['local', null],
    ]);
    expect(happened).toEqual(['open local']);
    expect((await storages.of(at('former'))).storage.name).toBe('former');
  });

  test.each([
    ['asset_storage_provider_legacy_unavailable', at('gone')],
    ['asset_storage_provider_profile_not_found', at('local', A)],
  ])('%s', async (code, place) => {
    await expect(setUp().storages.of(place)).rejects.toMatchObject({ code });
  });

  test('a profile that is not there takes nothing', async () => {
    const { storages } = setUp();
    await expect(storages.forWriting(A)).rejects.toMatchObject({ code: 'storage_provider_profile_not_found' });
  });
});

describe('with profiles', () => {
  test('the default one is written to, and looked up once in five seconds', async () => {
    const { clock, storages, world, profile } = setUp();
    world.profiles = [profile('s3')];
    for (let n = 0; n < 50; n += 1) expect((await storages.forWriting(null)).profileId).toBe(A);
    expect(world.loads).toBe(1);
    clock.advance(5 * SECOND);
    await storages.forWriting(null);
    expect(world.loads).toBe(2);
  });

  test('a change of this process counts at once, one of another within five seconds', async () => {
    const { clock, storages, world, profile, happened } = setUp();
    world.profiles = [profile('s3')];
    const before = storages.revision();
    await storages.forWriting(null);
    world.profiles = [profile('other', { revision: 2 })];
    expect((await storages.forWriting(null)).provider).toBe('s3');
    await storages.refresh();
    expect((await storages.forWriting(null)).provider).toBe('other');
    world.profiles = [profile('third', { revision: 3 })];
    clock.advance(5 * SECOND);
    expect((await storages.forWriting(null)).storage.name).toBe('third');
    expect(happened).toEqual(['open s3', 'open other', 'open third']);
    expect(storages.revision()).toBe(before + 3);
  });

  test('one that was replaced stays open for those who use it, for an hour', async () => {
    const { clock, storages, world, profile, happened } = setUp();
    world.profiles = [profile('s3')];
    await storages.forWriting(null);
    world.profiles = [profile('other', { revision: 2 })];
    await storages.refresh();
    await storages.forWriting(null);
    clock.advance(HOUR - SECOND);
    await storages.refresh();
    expect(happened).toEqual(['open s3', 'open other']);
    clock.advance(SECOND);
    await storages.refresh();
    expect(happened).toEqual(['open s3', 'open other', 'close s3']);
  });

  test.each<[string, Partial<StorageProfile>, StorageProfileId | null]>([
    ['storage_provider_profile_disabled', { isEnabled: false }, A],
    ['storage_provider_default_write_profile_disabled', { isEnabled: false }, null],
    ['storage_provider_profile_write_not_supported', { runtime: undefined }, A],
    ['storage_provider_profile_write_not_supported', { runtime: undefined }, null],
  ])('%s: %j asked for as %j', async (code, given, asked) => {
    const { storages, world, profile } = setUp();
    world.profiles = [profile('s3', given)];
    await expect(storages.forWriting(asked)).rejects.toMatchObject({ code });
  });

  test('a disabled one can still be read', async () => {
    const { storages, world, profile } = setUp();
    world.profiles = [profile('s3', { isEnabled: false })];
    expect((await storages.of(at('s3', A))).storage.name).toBe('s3');
  });

  test('one that cannot be opened is tried again, and the reason is only logged', async () => {
    const { storages, world, profile, happened, logged } = setUp();
    world.profiles = [profile('broken')];
    const codes = ['asset_storage_provider_profile_unavailable', 'storage_provider_profile_write_not_supported'];
    await expect(storages.of(at('broken', A))).rejects.toMatchObject({ code: codes[0] });
    await expect(storages.forWriting(null)).rejects.toMatchObject({ code: codes[1] });
    expect(happened).toEqual(['open broken', 'open broken']);
    expect(logged).toHaveLength(2);
  });

  test('one that another process has just made is found', async () => {
    const { storages, world, profile } = setUp();
    await storages.forWriting(null);
    world.profiles = [profile('s3', { isDefault: false })];
    expect((await storages.forWriting(A)).provider).toBe('s3');
  });

  test('all are closed in the end', async () => {
    const { storages, world, profile, happened } = setUp();
    world.profiles = [profile('s3')];
    await storages.forWriting(null);
    await storages.forWaiting();
    world.profiles = [profile('other', { revision: 2 })];
    await storages.refresh();
    await storages.forWriting(null);
    await storages.close();
    const closed = happened.filter((line) => line.startsWith('close')).sort();
    expect(closed).toEqual(['close local', 'close other', 'close s3']);
  });
});
