/** What tabs of one browser tell each other. */
export type TabMessage<Shared> =
  | { kind: 'ask' }
  | { kind: 'shared'; value: Shared }
  /** The answer of a tab that has nothing to share, so that nobody waits for it. */
  | { kind: 'nothing' }
  | { kind: 'ended' };

/** The other tabs of the same browser and origin, as far as a session needs them. */
export interface Tabs<Shared> {
  /** Runs the task while no other tab runs one. */
  exclusive<Result>(task: () => Promise<Result>): Promise<Result>;
  send(message: TabMessage<Shared>): void;
  listen(listener: (message: TabMessage<Shared>) => void): void;
  /** How many other tabs may answer a question. */
  others(): Promise<number>;
}

/** For Node and for browsers without Web Locks: only calls of this tab wait for each other. */
export const singleTab = <Shared>(): Tabs<Shared> => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    exclusive: (task) => {
      const result = last.then(task, task);
      last = result.catch(() => undefined);
      return result;
    },
    send: () => undefined,
    listen: () => undefined,
    others: async () => 0,
  };
};

/**
 * Tabs found through Web Locks (one refresh at a time) and BroadcastChannel (its result for all). Each tab holds a
 * shared lock for as long as it lives, so a lone tab knows that nobody would answer and does not wait. Plain HTTP in a
 * network has no Web Locks: tabs then refresh on their own, and still tell each other what came of it.
 */
export const browserTabs = <Shared>(name: string): Tabs<Shared> => {
  if (typeof navigator === 'undefined' || typeof BroadcastChannel === 'undefined') return singleTab();
  const channel = new BroadcastChannel(name);
  const presence = `${name}:tab`;
  // Not there in insecure contexts, whatever the types say.
  const locks: LockManager | undefined = navigator.locks;
  void locks?.request(presence, { mode: 'shared' }, () => new Promise(() => undefined));
  return {
    ...singleTab(),
    send: (message) => channel.postMessage(message),
    listen: (listener) => {
      channel.onmessage = (event: MessageEvent<TabMessage<Shared>>) => listener(event.data);
    },
    ...(locks && {
      exclusive: (task) => locks.request(`${name}:refresh`, task),
      others: async () => {
        const { held = [] } = await locks.query();
        return held.filter((lock) => lock.name === presence).length - 1;
      },
    }),
  };
};
