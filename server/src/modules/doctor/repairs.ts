import type { Db } from '../../db/database.ts';
import { chunksOf, isStored, type ListedObject } from '../../storage/storage.ts';
import type { Place, Storages } from '../../storage/storages.ts';
import type { KeptObject, Upkeep } from '../assets/service.ts';
import type { Skills } from '../skills/service.ts';
import { faultOf, sizeOf, verified } from './inspection.ts';
import type { Finding } from './schema.ts';

const MAX_COPIES = 5;

/** Puts right what was found wrong. Everything is looked at again first: the program goes on meanwhile. */
export interface Repairs {
  /** Moves an object that no row knows to the quarantine folder of its store. */
  quarantine(place: Place, object: ListedObject): Promise<Finding['repair']>;
  /**
   * Has a derivative made anew; puts a verified copy in the place of anything else, if there is one.
   * @param hasWrongSize which reading what a row says does not show when there is more
   */
  restore(place: Place, object: KeptObject, hasWrongSize: boolean): Promise<Finding['repair']>;
}

export interface RepairsOptions {
  readonly db: Db;
  readonly upkeep: Upkeep;
  readonly storages: Pick<Storages, 'of'>;
  readonly skills: Pick<Skills, 'remake'>;
}

/** Where an object waits for somebody to decide, under its own key. */
const quarantineKey = (place: Place, key: string): string => {
  const own = key.startsWith(place.keyPrefix) ? key.slice(place.keyPrefix.length) : key;
  return `${place.keyPrefix}quarantine/${own}`;
};

export function createRepairs({ db, upkeep, storages, skills }: RepairsOptions): Repairs {
  const isKnown = async (key: string): Promise<boolean> => (await upkeep.knownSizes([key])).has(key);

  /** Puts the bytes of another object in the place of this one, if they are what its row says. */
  const copyFrom = async (place: Place, object: KeptObject, from: Place, key: string): Promise<boolean> => {
    const copy = { ...object, storage_key: key };
    if (await faultOf(from.storage, copy, true)) return false;
    const body = await from.storage.read(key, { start: 0, end: object.size - 1 });
    if (body === undefined) return false;
    const facts = { contentType: object.content_type };
    await place.storage.write(object.storage_key, verified(body, object.checksum_sha256), facts);
    return true;
  };

  const copyFromAny = async (place: Place, object: KeptObject): Promise<boolean> => {
    if (await copyFrom(place, object, place, quarantineKey(place, object.storage_key))) return true;
    for (const other of await upkeep.listEqual(object, MAX_COPIES)) {
      const from = await storages.of(other).catch(() => undefined);
      if (from && (await copyFrom(place, object, from, other.storage_key))) return true;
    }
    return false;
  };

  const remake = (object: KeptObject): Promise<boolean> =>
    db.transaction().execute(async (trx) => {
      if (!(await upkeep.dropDerivative(trx, object))) return false;
      await skills.remake(trx, object.asset_id);
      return true;
    });

  return {
    async quarantine(place, { key, size }) {
      const { storage } = place;
      try {
        const body = await storage.read(key, { start: 0, end: size - 1 });
        if (body === undefined) return 'gone';
        await storage.write(quarantineKey(place, key), chunksOf(body));
        // Looked for as late as possible: from here on nothing can bring a row for it.
        if (await isKnown(key)) {
          await storage.remove(quarantineKey(place, key));
          return 'gone';
        }
        await storage.remove(key);
        return 'quarantined';
      } catch {
        return 'failed';
      }
    },

    async restore(place, found, hasWrongSize) {
      try {
        const object = await upkeep.find(found.storage_key);
        if (!object) return 'gone';
        const isWrong =
          (hasWrongSize && (await sizeOf(place.storage, object.storage_key)) !== object.size) ||
          (await faultOf(place.storage, object, true)) !== undefined;
        if (!isWrong) return 'gone';
        if (object.role === 'derivative') return (await remake(object)) ? 'remade' : 'gone';
        if (!(await copyFromAny(place, object))) return 'impossible';
        // Its asset was deleted meanwhile, and with it the object that was just put back.
        if (!(await isKnown(object.storage_key))) await place.storage.remove(object.storage_key);
        return (await isStored(place.storage, object.storage_key)) ? 'restored' : 'gone';
      } catch {
        return 'failed';
      }
    },
  };
}
