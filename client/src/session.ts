import type { FetchRequest } from './authorised-fetch.ts';
import type { Credentials } from './credentials.ts';
import { ApiError } from './errors.ts';
import { type Carrier, createSessionCalls, type Grant } from './session-calls.ts';
import { singleTab, type Tabs } from './tabs.ts';
import type { User } from './types.ts';

export type SessionState =
  /** Nobody has asked the server yet. */
  | { kind: 'unknown' }
  | { kind: 'signed-in'; user: User }
  /**
   * `ended`: there was a session in this tab and it is over without this tab having asked for that; `reason` is the
   * server's code for why, if it was asked.
   */
  | { kind: 'signed-out'; ended: boolean; reason?: string };

export interface Session extends Credentials {
  getState(): SessionState;
  subscribe(listener: () => void): () => void;
  /** When the session ends as it is now, in milliseconds of this machine's clock; null without one. */
  expiresAtMs(): number | null;
  /** Tells when the session is not its user's any more: it is over, or another user's, without an end in between. */
  onUserGone(listener: () => void): () => void;
  /** Asks the server once whether this browser has a session. Throws only when the server cannot say. */
  restore(): Promise<SessionState>;
  /** @param remember false: the browser forgets the session when it is closed, if the cookie carries it */
  signIn(username: string, password: string, remember?: boolean): Promise<User>;
  /** Makes the first account with the one-time setup token and signs it in. */
  setUp(token: string, username: string, password: string): Promise<User>;
  /** Ends the session here, on the server and in every other tab. From the start of that on, no call of it is sent. */
  signOut(): Promise<void>;
}

export interface SessionOptions {
  baseUrl?: string;
  /** `cookie` in a browser, `body` where there is no cookie jar. */
  carrier?: Carrier;
  fetch?: FetchRequest;
  tabs?: Tabs<Grant>;
  now?: () => number;
}

// For tabs that the browser has put to sleep; the others answer within milliseconds.
const ASK_TIME_MS = 250;
const MAX_MARGIN_MS = 30_000;

/** A call that one user began is not made in the name of the next, nor after the end. */
const sessionEnded = () =>
  new ApiError({ code: 'auth_session_ended', message: 'The session of this call has ended.', status: 401 });

/** A session renews its access token before it ends and shares it with the other tabs; it lives in memory only. */
export const createSession = (options: SessionOptions = {}): Session => {
  const { baseUrl = '', carrier = 'cookie', tabs = singleTab<Grant>(), now = Date.now } = options;
  const fetch: FetchRequest = options.fetch ?? ((request) => globalThis.fetch(request));
  const calls = createSessionCalls({ baseUrl, carrier, fetch, now });
  const listeners = new Set<() => void>();
  const goneListeners = new Set<() => void>();
  const answered = new Set<(grant: boolean) => void>();

  let state: SessionState = { kind: 'unknown' };
  let grant: Grant | null = null;
  let refreshing: Promise<void> | null = null;
  // Counts sign-ins and sign-outs, so that a refresh which began before one of them does not undo it.
  let epoch = 0;
  // The access tokens of the present user: what began with another one is not repeated with theirs.
  const ownTokens = new Set<string>();
  // While the server ends the session. What is asked meanwhile waits for that, and is then not sent any more.
  let ending: Promise<void> | null = null;

  const userId = () => (state.kind === 'signed-in' ? state.user.id : null);

  const change = (next: SessionState) => {
    const formerId = userId();
    state = next;
    if (userId() !== formerId) {
      ownTokens.clear();
      if (formerId !== null) for (const listener of goneListeners) listener();
    }
    for (const listener of listeners) listener();
  };

  const adopt = (next: Grant) => {
    grant = next;
    change({ kind: 'signed-in', user: next.answer.user });
    ownTokens.add(next.answer.accessToken);
  };

  const end = (ended: boolean, reason?: string) => {
    epoch += 1;
    grant = null;
    change({ kind: 'signed-out', ended, ...(reason !== undefined && { reason }) });
  };

  const needsRefresh = (held: Grant) => {
    const lifeMs = held.expiresAtMs - held.issuedAtMs;
    return now() >= held.expiresAtMs - Math.min(MAX_MARGIN_MS, lifeMs / 5);
  };

  tabs.listen((message) => {
    if (message.kind === 'ended') {
      if (state.kind !== 'signed-out') end(state.kind === 'signed-in');
    } else if (message.kind === 'ask') {
      tabs.send(grant !== null && !needsRefresh(grant) ? { kind: 'shared', value: grant } : { kind: 'nothing' });
    } else {
      const news = message.kind === 'shared' && (grant === null || message.value.issuedAtMs > grant.issuedAtMs);
      if (message.kind === 'shared' && news) adopt(message.value);
      for (const answer of answered) answer(news);
    }
  });

  /** True when another tab holds a younger grant and has given it to us. */
  const obtainFromTabs = async (held: Grant | null): Promise<boolean> => {
    if (grant !== held) return grant !== null;
    let silent = await tabs.others();
    if (silent === 0) return false;
    return new Promise((resolve) => {
      const finish = () => {
        answered.delete(onAnswer);
        clearTimeout(timer);
        resolve(grant !== held && grant !== null);
      };
      const onAnswer = (isNews: boolean) => {
        silent -= 1;
        if (isNews || silent <= 0) finish();
      };
      const timer = setTimeout(finish, ASK_TIME_MS);
      answered.add(onAnswer);
      tabs.send({ kind: 'ask' });
    });
  };

  const refreshOnce = async (held: Grant | null) => {
    const startedIn = epoch;
    if (await obtainFromTabs(held)) return;
    try {
      const next = await calls.refresh(held?.answer.refreshToken ?? null);
      if (epoch !== startedIn) return;
      adopt(next);
      tabs.send({ kind: 'shared', value: next });
    } catch (error) {
      if (!(error instanceof ApiError) || error.isNetworkError || error.status !== 401) throw error;
      if (epoch !== startedIn) return;
      const wasSignedIn = held !== null;
      end(wasSignedIn, wasSignedIn ? error.code : undefined);
      if (wasSignedIn) tabs.send({ kind: 'ended' });
    }
  };

  const refresh = (): Promise<void> => {
    const held = grant;
    refreshing ??= tabs
      .exclusive(() => refreshOnce(held))
      .finally(() => {
        refreshing = null;
      });
    return refreshing;
  };

  const begin = async (call: Promise<Grant>): Promise<User> => {
    const next = await call;
    epoch += 1;
    adopt(next);
    tabs.send({ kind: 'shared', value: next });
    return next.answer.user;
  };

  const endOnServer = async () => {
    const held = grant;
    try {
      await tabs.exclusive(() => calls.signOut(held?.answer.refreshToken ?? null));
    } catch (error) {
      // Without an answer the cookie may still be good: saying "signed out" would not be true.
      if (!(error instanceof ApiError) || error.isNetworkError || error.status >= 500) throw error;
    }
    end(false);
    tabs.send({ kind: 'ended' });
  };

  const restore = async () => {
    if (state.kind === 'unknown') await refresh();
    return state;
  };

  return {
    cookies: carrier === 'cookie' ? 'same-origin' : 'omit',
    getState: () => state,
    expiresAtMs: () => grant?.sessionExpiresAtMs ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onUserGone: (listener) => {
      goneListeners.add(listener);
      return () => goneListeners.delete(listener);
    },
    restore,
    signIn: (username, password, remember = true) => begin(calls.signIn(username, password, remember)),
    setUp: (token, username, password) => begin(calls.setUp(token, username, password)),
    signOut: () => {
      ending ??= endOnServer().finally(() => {
        ending = null;
      });
      return ending;
    },
    bearer: async () => {
      await restore();
      const isOver = await ending?.then(
        () => true,
        () => false,
      );
      // A page of a session that is over may still ask; the server could only refuse it.
      if (isOver || state.kind === 'signed-out') throw sessionEnded();
      const held = grant;
      const askedBy = userId();
      if (held !== null && needsRefresh(held)) {
        // While the present token lives, a failed early refresh is no reason to fail the call.
        await refresh().catch((error: unknown) => {
          if (now() >= held.expiresAtMs) throw error;
        });
      }
      if (grant !== null && userId() !== askedBy) throw sessionEnded();
      return grant?.answer.accessToken ?? null;
    },
    renew: async (refused) => {
      if (refused === null || !ownTokens.has(refused)) return null;
      if (grant !== null && grant.answer.accessToken === refused) await refresh();
      const renewed = grant?.answer.accessToken ?? null;
      return renewed === refused || !ownTokens.has(refused) ? null : renewed;
    },
  };
};
