import { type Clock, HOUR, SECOND } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import type { StorageProfileId } from '../core/ids.ts';
import type { Storage } from './storage.ts';

/** How long another process's change may go unseen here. Changes of this process are told at once. */
const MAX_AGE_MS = 5 * SECOND;
/** How long a store that a change has replaced stays open: whoever is writing to it goes on. Longer than most uploads. */
const RETIRED_FOR_MS = HOUR;

/** What is known of a store without asking it. */
export interface StorageTraits {
  /** The provider name that is recorded with objects. */
  readonly provider: string;
  /** In front of the keys of new objects: empty, or ends in a slash. */
  readonly keyPrefix: string;
  /** Whether objects can be reached only through this program and what it signs. If not, it takes public pictures alone. */
  readonly keepsPrivate: boolean;
  /** Whether it keeps private whatever its profile is changed to, so that nobody need look again. */
  readonly staysPrivate: boolean;
  /** Whether readers are sent to the store, instead of getting the bytes from here. */
  readonly redirects: boolean;
  /** Where public objects are below, each under its key. */
  readonly publicBaseUrl: string | undefined;
}

/** A store of the settings, which are read once. */
export interface ConfiguredStorage {
  readonly traits: StorageTraits;
  open(): Promise<Storage>;
}

/** A store of the database. */
export interface StorageProfile {
  readonly id: StorageProfileId;
  /** Another one with every change. */
  readonly revision: number;
  readonly isEnabled: boolean;
  readonly isDefault: boolean;
  /** undefined: nothing can be kept there, or its configuration cannot be read. */
  readonly runtime: ConfiguredStorage | undefined;
}

/** Where an object is, as it is recorded with it. */
export interface ObjectPlace {
  readonly storage_provider: string;
  readonly storage_profile_id: StorageProfileId | null;
}

/** A store that is open, and how it is recorded. */
export interface Place extends StorageTraits {
  readonly profileId: StorageProfileId | null;
  readonly storage: Storage;
}

export const recordOf = ({ provider, profileId }: Pick<Place, 'provider' | 'profileId'>): ObjectPlace => ({
  storage_provider: provider,
  storage_profile_id: profileId,
});

export const isSamePlace = (a: ObjectPlace, b: ObjectPlace): boolean =>
  a.storage_profile_id === b.storage_profile_id && a.storage_provider === b.storage_provider;

/** All stores, each opened when it is first needed, and once. */
export interface Storages {
  /**
   * Where a recorded object is, also when its profile is disabled.
   * @throws AppError `asset_storage_provider_profile_not_found`, `_profile_unavailable`, `_legacy_unavailable`
   */
  of(place: ObjectPlace): Promise<Place>;
  /**
   * Where a new object goes: to a profile, else to the default one, else to the store of the settings.
   * @throws AppError `storage_provider_profile_not_found`, `_disabled`, `_write_not_supported`, `storage_provider_…`
   */
  forWriting(profileId: StorageProfileId | null): Promise<Place>;
  /** Where an object may wait while it is not known whether it is private. */
  forWaiting(): Promise<Place>;
  /** What is known by now of the store that an object is recorded in; undefined when nothing is. */
  traitsOf(place: ObjectPlace): StorageTraits | undefined;
  /** Another number with every change that was noticed. */
  revision(): number;
  /** Takes notice of a change of this process. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface StoragesOptions {
  readonly clock: Clock;
  /** The store of the settings, and others of them that objects may be in. */
  readonly configured: ConfiguredStorage;
  readonly former: readonly ConfiguredStorage[];
  /** Keeps private what waits. */
  readonly waiting: ConfiguredStorage;
  loadProfiles(): Promise<readonly StorageProfile[]>;
  readonly log: { error(fields: object, message: string): void };
}

interface Known {
  readonly profiles: ReadonlyMap<StorageProfileId, StorageProfile>;
  readonly byDefault: StorageProfile | undefined;
  readonly loadedAt: number;
}

export function createStorages({ clock, configured, former, waiting, loadProfiles, log }: StoragesOptions): Storages {
  const opened = new Map<ConfiguredStorage | StorageProfileId, { revision: number; storage: Promise<Storage> }>();
  let retired: { readonly storage: Promise<Storage>; readonly at: number }[] = [];
  let known: Known = { profiles: new Map(), byDefault: undefined, loadedAt: Number.NEGATIVE_INFINITY };
  let seen = '';
  let revision = 0;
  let loading: Promise<Known> | undefined;
  // Counts changes, so that a look-up that began before one is not taken for the state after it.
  let changes = 0;

  const retireStale = (profiles: Known['profiles'], now: number): void => {
    for (const [key, { revision: kept, storage }] of opened) {
      if (typeof key !== 'string' || profiles.get(key)?.revision === kept) continue;
      opened.delete(key);
      retired.push({ storage, at: now });
    }
    const over = retired.filter(({ at }) => now - at >= RETIRED_FOR_MS);
    if (over.length === 0) return;
    retired = retired.filter((former) => !over.includes(former));
    for (const { storage } of over) storage.then((former) => former.close?.()).catch(() => {});
  };

  const load = async (): Promise<Known> => {
    const changesBefore = changes;
    const loadedAt = clock.now();
    const list = await loadProfiles();
    if (changes !== changesBefore) return load();
    const profiles = new Map(list.map((profile) => [profile.id, profile]));
    known = { profiles, byDefault: list.find(({ isDefault }) => isDefault), loadedAt };
    const seenNow = list.map(({ id, revision: own }) => `${id} ${own}`).join();
    if (seenNow !== seen) revision += 1;
    seen = seenNow;
    retireStale(profiles, loadedAt);
    return known;
  };

  const reload = (): Promise<Known> => {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  const isFresh = (): boolean => {
    const age = clock.now() - known.loadedAt;
    return age < MAX_AGE_MS && age >= 0;
  };

  /** Asked while answers are put together: what is older than it should be is renewed for the next one. */
  const renewInBackground = (): void => {
    if (!isFresh()) reload().catch(() => {});
  };

  const current = async (): Promise<Known> => (isFresh() ? known : reload());

  const open = (key: ConfiguredStorage | StorageProfileId, own: number, runtime: ConfiguredStorage) => {
    const entry = opened.get(key);
    if (entry?.revision === own) return entry.storage;
    const storage = runtime.open();
    opened.set(key, { revision: own, storage });
    // The next one who needs it tries again.
    storage.catch(() => {
      if (opened.get(key)?.storage === storage) opened.delete(key);
    });
    return storage;
  };

  /** By the name that is recorded: what is the store of the settings now may not have been it then. */
  const ofSettings = (provider: string): ConfiguredStorage | undefined =>
    [configured, ...former].find(({ traits }) => traits.provider === provider);

  const openConfigured = async (store: ConfiguredStorage): Promise<Place> => ({
    ...store.traits,
    profileId: null,
    storage: await open(store, 0, store),
  });

  const openProfile = async ({ id, revision: own }: StorageProfile, runtime: ConfiguredStorage): Promise<Place> => ({
    ...runtime.traits,
    profileId: id,
    storage: await open(id, own, runtime),
  });

  const writable = async (profile: StorageProfile): Promise<Place> => {
    if (!profile.runtime) throw new AppError('storage_provider_profile_write_not_supported');
    try {
      return await openProfile(profile, profile.runtime);
    } catch (error) {
      if (error instanceof AppError) throw error;
      log.error({ err: error, profileId: profile.id }, 'a storage profile cannot be opened');
      throw new AppError('storage_provider_profile_write_not_supported');
    }
  };

  return {
    async of({ storage_provider: provider, storage_profile_id: id }) {
      if (id === null) {
        const store = ofSettings(provider);
        if (!store) throw new AppError('asset_storage_provider_legacy_unavailable');
        return openConfigured(store);
      }
      // One that was just made by another process is not known yet.
      const profile = (await current()).profiles.get(id) ?? (await reload()).profiles.get(id);
      if (!profile) throw new AppError('asset_storage_provider_profile_not_found');
      if (!profile.runtime) throw new AppError('asset_storage_provider_profile_unavailable');
      try {
        return await openProfile(profile, profile.runtime);
      } catch (error) {
        if (error instanceof AppError) throw error;
        log.error({ err: error, profileId: id }, 'a storage profile cannot be opened');
        throw new AppError('asset_storage_provider_profile_unavailable');
      }
    },

    async forWriting(id) {
      if (id !== null) {
        const profile = (await current()).profiles.get(id) ?? (await reload()).profiles.get(id);
        if (!profile) throw new AppError('storage_provider_profile_not_found');
        if (!profile.isEnabled) throw new AppError('storage_provider_profile_disabled');
        return writable(profile);
      }
      const { byDefault } = await current();
      if (!byDefault) return openConfigured(configured);
      if (!byDefault.isEnabled) throw new AppError('storage_provider_default_write_profile_disabled');
      return writable(byDefault);
    },

    forWaiting: () => openConfigured(waiting),

    traitsOf({ storage_provider: provider, storage_profile_id: id }) {
      renewInBackground();
      return id === null ? ofSettings(provider)?.traits : known.profiles.get(id)?.runtime?.traits;
    },

    revision() {
      renewInBackground();
      return revision;
    },

    async refresh() {
      changes += 1;
      await reload();
    },

    async close() {
      const all = [...opened.values(), ...retired].map(async ({ storage }) => (await storage).close?.());
      opened.clear();
      retired = [];
      await Promise.allSettled(all);
    },
  };
}
