import { isMadeHere } from '../../storage/keys.ts';
import { isStored, type ListedObject } from '../../storage/storage.ts';
import { type ObjectPlace, type Place, recordOf, type Storages } from '../../storage/storages.ts';
import { type KeptObject, OBJECT_ROLES, type Upkeep } from '../assets/service.ts';
import { faultOf } from './inspection.ts';
import type { Repairs } from './repairs.ts';
import { createFindings, type Findings } from './report.ts';
import type { DoctorOptions, Finding } from './schema.ts';

const BATCH = 200;

export interface ComparisonOptions {
  readonly upkeep: Upkeep;
  readonly storages: Pick<Storages, 'of' | 'forWriting'>;
  readonly repairs: Repairs;
}

/** How a comparison is followed, and stopped. */
export interface Following {
  readonly signal?: AbortSignal | undefined;
  progress?(percent: number, step: string): Promise<void>;
}

/** Compares what the database says is stored with what is, both ways. */
export type Compare = (options: DoctorOptions, following?: Following) => Promise<Findings>;

export function createComparison({ upkeep, storages, repairs }: ComparisonOptions): Compare {
  /** An object is in sight only after a note of it is in the database, so what no row and no note knows is nobody's. */
  const lookAt = async (place: Place, batch: readonly ListedObject[], repair: boolean, into: Findings) => {
    const known = await upkeep.knownSizes(batch.map(({ key }) => key));
    const wrongSize: string[] = [];
    for (const object of batch) {
      const size = known.get(object.key);
      if (size === undefined) {
        // Listed, and removed with its note since.
        if (!(await isStored(place.storage, object.key))) continue;
        into.add({
          ...placeOf(recordOf(place)),
          fault: 'orphaned',
          role: null,
          assetId: null,
          storageKey: object.key,
          repair: repair ? await repairs.quarantine(place, object) : null,
        });
      } else if (size !== null && size !== object.size) wrongSize.push(object.key);
    }
    return wrongSize;
  };

  /** Returns the keys of objects that have not the size that their rows say. */
  const lookForOrphans = async (place: Place, repair: boolean, into: Findings, signal: AbortSignal | undefined) => {
    const wrongSize: string[] = [];
    let batch: ListedObject[] = [];
    const flush = async () => {
      wrongSize.push(...(await lookAt(place, batch, repair, into)));
      batch = [];
    };
    for await (const object of place.storage.list(place.keyPrefix)) {
      signal?.throwIfAborted();
      // What others put there is not ours to judge, nor is the quarantine.
      if (!isMadeHere(object.key, place.keyPrefix)) continue;
      into.counts.objectsListed += 1;
      batch.push(object);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    return wrongSize;
  };

  const check = async (object: KeptObject, isWrongSize: boolean, options: DoctorOptions, into: Findings) => {
    const { storage_key: storageKey, asset_id: assetId, role } = object;
    const place = await storages.of(object).catch(() => undefined);
    const fault = !place
      ? 'unreadable'
      : isWrongSize
        ? 'changed'
        : await faultOf(place.storage, object, options.verifyBytes);
    if (!fault) return;
    // Deleted meanwhile: the row goes before the object.
    if (!(await upkeep.find(storageKey))) return;
    const isRepairable = options.repair && place !== undefined && fault !== 'unreadable';
    const repair = isRepairable ? await repairs.restore(place, object, isWrongSize) : null;
    into.add({ ...placeOf(object), fault, role, assetId, storageKey, repair });
  };

  const placesToList = async (into: Findings): Promise<Place[]> => {
    const records = await upkeep.places();
    const found: Place[] = [];
    const add = async (open: () => Promise<Place>, record?: ObjectPlace) => {
      try {
        const place = await open();
        if (!found.some((other) => leadsTo(other) === leadsTo(place))) found.push(place);
      } catch (error) {
        if (record) into.addStore(record, error);
      }
    };
    await add(() => storages.forWriting(null));
    for (const record of records) await add(() => storages.of(record), record);
    return found;
  };

  return async (options, { signal, progress } = {}) => {
    const into = createFindings();
    const wrongSize = new Set<string>();
    await progress?.(0, 'stores');
    for (const place of await placesToList(into)) {
      try {
        for (const key of await lookForOrphans(place, options.repair, into, signal)) wrongSize.add(key);
      } catch (error) {
        signal?.throwIfAborted();
        into.addStore(recordOf(place), error);
      }
    }
    // Originals come first: derivatives are made anew from them.
    for (const [index, role] of OBJECT_ROLES.entries()) {
      await progress?.(25 * (index + 1), role);
      let after = '';
      for (;;) {
        const rows = await upkeep.list(role, after, BATCH);
        for (const row of rows) {
          signal?.throwIfAborted();
          into.counts.rowsChecked += 1;
          await check(row, wrongSize.has(row.storage_key), options, into);
        }
        after = rows.at(-1)?.storage_key ?? '';
        if (rows.length < BATCH) break;
      }
    }
    return into;
  };
}

/** Profiles may lead to one place: what lies there is looked at once. */
const leadsTo = ({ storage, keyPrefix }: Place): string => JSON.stringify([storage.location, keyPrefix]);

const placeOf = ({
  storage_provider,
  storage_profile_id,
}: ObjectPlace): Pick<Finding, 'storageProvider' | 'storageProfileId'> => ({
  storageProvider: storage_provider,
  storageProfileId: storage_profile_id,
});
