import { useSyncExternalStore } from 'react';

/** What somebody has chosen for the files they add from now on. Not remembered beyond this tab, where nobody would expect it. */
export const createTabChoice = <Value>(initial: Value) => {
  let chosen = initial;
  const listeners = new Set<() => void>();
  const set = (next: Value): void => {
    chosen = next;
    for (const listener of listeners) listener();
  };
  return {
    get: (): Value => chosen,
    set,
    reset: () => set(initial),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const useTabChoice = <Value>({
  subscribe,
  get,
}: Pick<ReturnType<typeof createTabChoice<Value>>, 'subscribe' | 'get'>): Value => useSyncExternalStore(subscribe, get);
