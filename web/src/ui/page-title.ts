import { useSyncExternalStore } from 'react';

let title = '';
const listeners = new Set<() => void>();

/** The title that the page on screen has given itself. */
export const pageTitle = {
  get: () => title,
  set: (next: string): void => {
    title = next;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const usePageTitle = (): string => useSyncExternalStore(pageTitle.subscribe, pageTitle.get);
