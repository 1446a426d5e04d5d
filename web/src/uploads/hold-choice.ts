import { useSyncExternalStore } from 'react';

let held = false;
const listeners = new Set<() => void>();

/** Whether files added from now on wait to be described before they are sent. Not remembered beyond this tab. */
export const holdChoice = {
  get: (): boolean => held,
  set: (next: boolean): void => {
    held = next;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useHoldChoice = (): boolean => useSyncExternalStore(holdChoice.subscribe, holdChoice.get);
