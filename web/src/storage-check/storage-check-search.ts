import { oneOf } from '../app/search-params.ts';

/** In the order in which they matter. */
export const faults = ['missing', 'changed', 'unreadable', 'orphaned'] as const;

/** What the address of the page says: which faults are listed. */
export interface StorageCheckSearch {
  fault?: (typeof faults)[number] | undefined;
}

export const validateStorageCheckSearch = (search: Record<string, unknown>): StorageCheckSearch => ({
  fault: oneOf(faults, search.fault),
});
