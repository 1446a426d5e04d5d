import { useSyncExternalStore } from 'react';

/** The storage profile that files go to which are added from now on; undefined: the default one. */
let chosen: string | undefined;
const listeners = new Set<() => void>();

/** Not remembered beyond this tab: uploads would go where nobody expects them. */
export const storageChoice = {
  get: (): string | undefined => chosen,
  set: (id: string | undefined): void => {
    chosen = id;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useStorageChoice = (): string | undefined =>
  useSyncExternalStore(storageChoice.subscribe, storageChoice.get);
