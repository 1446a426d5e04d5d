import type { Db } from '../../db/database.ts';
import type { ObjectPlace, Storages, StorageTraits } from '../../storage/storages.ts';
import type { ProfileContents } from './contents.ts';
import { holdProfile } from './repo.ts';

/**
 * What the database says of a store at this moment, and within a transaction until its end: another process may have
 * changed the profile since it was last looked at. undefined: nothing is known of it.
 */
export type ReadTraits = (db: Db, place: ObjectPlace) => Promise<StorageTraits | undefined>;

export const createTraitsReader =
  (contents: Pick<ProfileContents, 'runtimeOf'>, storages: Pick<Storages, 'traitsOf'>): ReadTraits =>
  async (db, place) => {
    if (place.storage_profile_id === null) return storages.traitsOf(place);
    const row = await holdProfile(db, place.storage_profile_id);
    return row && contents.runtimeOf(row)?.traits;
  };
