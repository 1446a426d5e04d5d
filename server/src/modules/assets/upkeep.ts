import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { ObjectPlace } from '../../storage/storages.ts';
import type { Removals } from './removals.ts';
import * as repo from './upkeep-repo.ts';

export { type KeptObject, OBJECT_ROLES } from './upkeep-repo.ts';

/** What the database says of stored objects, for those who look after the stores. */
export interface Upkeep {
  places(): Promise<ObjectPlace[]>;
  /** In the order of their keys, behind `afterKey`. */
  list(role: repo.ObjectRole, afterKey: string, limit: number): Promise<repo.KeptObject[]>;
  /** The row that an object belongs to by now. */
  find(storageKey: string): Promise<repo.KeptObject | undefined>;
  /** Other objects that have the same bytes. */
  listEqual(object: repo.KeptObject, limit: number): Promise<repo.KeptObject[]>;
  /** Of some keys those that are known, with the size they should have; null while they are on their way in or out. */
  knownSizes(keys: readonly string[]): Promise<Map<string, number | null>>;
  /** Takes a derivative from its asset, to be made anew. False when it is not there any more. */
  dropDerivative(trx: Transaction<Tables>, object: repo.KeptObject): Promise<boolean>;
}

export const createUpkeep = ({ db, removals }: { readonly db: Db; readonly removals: Removals }): Upkeep => ({
  places: () => repo.listPlaces(db),
  list: (role, afterKey, limit) => repo.listKept(db, role, afterKey, limit),
  find: (storageKey) => repo.findKept(db, storageKey),
  listEqual: (object, limit) => repo.listEqual(db, object, limit),
  knownSizes: (keys) => repo.findKnownSizes(db, keys),
  async dropDerivative(trx, object) {
    const dropped = await repo.dropDerivative(trx, object);
    if (dropped) await removals.add(trx, [dropped]);
    return dropped !== undefined;
  },
});
