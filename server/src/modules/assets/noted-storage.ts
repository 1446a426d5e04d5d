import { type Clock, HOUR } from '../../core/clock.ts';
import type { StoredType } from '../../imaging/types.ts';
import { newStorageKey } from '../../storage/keys.ts';
import { type Place, recordOf } from '../../storage/storages.ts';
import type { Removals } from './removals.ts';

/** A key that was noted and not used by then is left to the removals, long before they are due. */
const SPARE_FOR_MS = HOUR;
/** In one statement. */
const MAX_NOTED_AT_ONCE = 64;

/** How new objects come into the stores. */
export interface NotedStorage {
  /**
   * Stores an object under a fresh key, which it returns, as {@link Storage.write} does. There is a note in the database
   * before: what no row takes over is removed, also when the process is killed.
   */
  store(place: Place, type: StoredType, chunks: AsyncIterable<Buffer>, commitMessage?: string): Promise<string>;
}

/** Keys are noted for all objects that are under way at once, as each note waits for the disk. */
export function createNotedStorage(removals: Removals, clock: Clock): NotedStorage {
  const supplies = new Map<string, KeySupply>();

  const supplyOf = (place: Place, { extension }: StoredType): KeySupply => {
    const { storage_provider, storage_profile_id } = recordOf(place);
    const name = JSON.stringify([storage_provider, storage_profile_id, place.keyPrefix, extension]);
    const supply = supplies.get(name) ?? createKeySupply(place, extension, removals, clock);
    supplies.set(name, supply);
    return supply;
  };

  return {
    async store(place, type, chunks, commitMessage) {
      const supply = supplyOf(place, type);
      supply.underWay += 1;
      try {
        const key = await supply.take();
        try {
          await place.storage.write(key, chunks, { contentType: type.contentType, commitMessage });
        } catch (error) {
          await removals.discard([{ ...recordOf(place), storage_key: key }]);
          throw error;
        }
        return key;
      } finally {
        supply.underWay -= 1;
        if (supply.underWay === 0) supply.giveBack();
      }
    },
  };
}

interface KeySupply {
  /** Objects that are being stored, those that wait for a key among them. */
  underWay: number;
  /** A key that is noted for removal. */
  take(): Promise<string>;
  /** Takes the notes of spare keys back: while there is one, the profile of its store cannot be deleted. */
  giveBack(): void;
}

function createKeySupply(place: Place, extension: string, removals: Removals, clock: Clock): KeySupply {
  const object = recordOf(place);
  let spare: { readonly keys: string[]; readonly until: number } = { keys: [], until: 0 };
  let noting: Promise<void> | undefined;

  const note = async (): Promise<void> => {
    const now = clock.now();
    const count = Math.min(supply.underWay, MAX_NOTED_AT_ONCE);
    const keys = Array.from({ length: count }, () => newStorageKey(now, extension, place.keyPrefix));
    await removals.expect(keys.map((storage_key) => ({ ...object, storage_key })));
    spare = { keys, until: now + SPARE_FOR_MS };
  };

  const supply: KeySupply = {
    underWay: 0,
    async take() {
      for (;;) {
        const key = clock.now() < spare.until ? spare.keys.pop() : undefined;
        if (key !== undefined) return key;
        noting ??= note().finally(() => {
          noting = undefined;
        });
        await noting;
      }
    },
    giveBack() {
      const unused = spare.keys.splice(0).map((storage_key) => ({ ...object, storage_key }));
      if (unused.length > 0) void removals.forget(unused);
    },
  };
  return supply;
}
