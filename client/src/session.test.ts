import { describe, expect, it } from 'vitest';
import { createNekoHubClient } from './client.ts';
import { ApiError } from './errors.ts';
import { createSession } from './session.ts';
import type { Grant } from './session-calls.ts';
import type { TabMessage, Tabs } from './tabs.ts';
import { unwrap } from './unwrap.ts';

const LIFE_MS = 60_000;
const BASE_URL = 'http://hub.test';

/** A server with one cookie session, whose clock the test moves. */
const fakeServer = () => {
  const server = {
    now: 1_000_000,
    signedIn: true,
    userId: 'u1',
    reachable: true,
    issued: 0,
    refreshes: 0,
    authorizations: [] as (string | null)[],
    rejectOnce: new Set<string>(),
  };
  const json = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json', Date: new Date(server.now).toUTCString() },
    });
  const refusal = (code: string) => json(401, { error: { code, message: code, traceId: 't-1', status: 401 } });
  const grant = () => {
    server.issued += 1;
    return json(200, {
      data: {
        accessToken: `token-${server.issued}`,
        refreshToken: null,
        accessTokenExpiresAtUtc: new Date(server.now + LIFE_MS).toISOString(),
        refreshTokenExpiresAtUtc: new Date(server.now + 1e9).toISOString(),
        user: { id: server.userId, username: 'neko', role: 'user', permissions: [] },
      },
    });
  };
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const request = new Request(input);
    if (!server.reachable) throw new TypeError('fetch failed');
    const { pathname } = new URL(request.url);
    if (pathname === '/api/v1/auth/login') {
      server.signedIn = true;
      return grant();
    }
    if (pathname === '/api/v1/auth/refresh') {
      server.refreshes += 1;
      // Time for others to ask as well.
      await new Promise((resolve) => setTimeout(resolve, 5));
      return server.signedIn ? grant() : refusal('auth_refresh_token_invalid');
    }
    if (pathname === '/api/v1/auth/logout') {
      server.signedIn = false;
      return new Response(null, { status: 204 });
    }
    const authorization = request.headers.get('Authorization');
    server.authorizations.push(authorization);
    if (authorization === null || server.rejectOnce.delete(authorization)) return refusal('auth_unauthorized');
    return json(200, { data: { items: [] } });
  };
  return { server, fetch };
};

/** Tabs of one browser, in one process. */
const fakeBrowser = () => {
  const listeners: ((message: TabMessage<Grant>) => void)[] = [];
  let last: Promise<unknown> = Promise.resolve();
  return (): Tabs<Grant> => {
    let own: ((message: TabMessage<Grant>) => void) | null = null;
    return {
      exclusive: (task) => {
        const result = last.then(task, task);
        last = result.catch(() => undefined);
        return result;
      },
      send: (message) => {
        for (const listener of listeners) if (listener !== own) queueMicrotask(() => listener(message));
      },
      listen: (listener) => {
        own = listener;
        listeners.push(listener);
      },
      others: async () => listeners.length - 1,
    };
  };
};

const tab = (fake: ReturnType<typeof fakeServer>, tabs?: Tabs<Grant>) => {
  const session = createSession({
    baseUrl: BASE_URL,
    fetch: fake.fetch,
    now: () => fake.server.now,
    ...(tabs === undefined ? {} : { tabs }),
  });
  const client = createNekoHubClient({ baseUrl: BASE_URL, fetch: fake.fetch, credentials: session });
  return { session, list: () => unwrap(client.api.GET('/api/v1/assets')) };
};

describe('session', () => {
  it('asks once for the session, however many calls wait for it', async () => {
    const fake = fakeServer();
    const { list, session } = tab(fake);
    await Promise.all([list(), list(), list()]);
    expect(fake.server.refreshes).toBe(1);
    expect(session.getState()).toMatchObject({ kind: 'signed-in', user: { username: 'neko' } });
  });

  it('is signed out, not failed, when there is no session', async () => {
    const fake = fakeServer();
    fake.server.signedIn = false;
    const { session } = tab(fake);
    expect(await session.restore()).toEqual({ kind: 'signed-out', ended: false });
  });

  it('stays undecided while the server cannot be reached', async () => {
    const fake = fakeServer();
    fake.server.reachable = false;
    const { session } = tab(fake);
    await expect(session.restore()).rejects.toMatchObject({ code: 'network_unreachable', status: 0 });
    expect(session.getState()).toEqual({ kind: 'unknown' });
  });

  it('renews before the access token ends', async () => {
    const fake = fakeServer();
    const { list } = tab(fake);
    await list();
    fake.server.now += LIFE_MS - 5_000;
    await list();
    expect(fake.server.authorizations).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('repeats a refused call once with a new token, and renews once for all of them', async () => {
    const fake = fakeServer();
    const { list } = tab(fake);
    await list();
    const refused = 'Bearer token-1';
    fake.server.rejectOnce.add(refused);
    await list();
    expect(fake.server.authorizations).toEqual([refused, refused, 'Bearer token-2']);
    expect(fake.server.refreshes).toBe(2);
  });

  it('keeps the session when a refresh fails for want of a network', async () => {
    const fake = fakeServer();
    const { list, session } = tab(fake);
    await list();
    fake.server.now += LIFE_MS + 1;
    fake.server.reachable = false;
    await expect(list()).rejects.toBeInstanceOf(ApiError);
    expect(session.getState().kind).toBe('signed-in');
    fake.server.reachable = true;
    await expect(list()).resolves.toEqual({ items: [] });
  });

  it('ends when the server ends it, and says so', async () => {
    const fake = fakeServer();
    const { list, session } = tab(fake);
    await list();
    fake.server.signedIn = false;
    fake.server.now += LIFE_MS;
    await expect(list()).rejects.toMatchObject({ status: 401, traceId: 't-1' });
    expect(session.getState()).toEqual({ kind: 'signed-out', ended: true, reason: 'auth_refresh_token_invalid' });
  });

  it('does not claim to be signed out when the server was not reached', async () => {
    const fake = fakeServer();
    const { list, session } = tab(fake);
    await list();
    fake.server.reachable = false;
    await expect(session.signOut()).rejects.toMatchObject({ status: 0 });
    expect(session.getState().kind).toBe('signed-in');
    fake.server.reachable = true;
    await expect(list()).resolves.toEqual({ items: [] });
  });

  it('sends nothing more once it has begun, and sends what waited when it fails', async () => {
    const fake = fakeServer();
    const { list, session } = tab(fake);
    await list();
    const sent = fake.server.authorizations.length;
    const ended = session.signOut();
    await expect(list()).rejects.toMatchObject({ code: 'auth_session_ended' });
    await ended;
    expect(fake.server.authorizations).toHaveLength(sent);

    await session.signIn('neko', 'secret');
    fake.server.reachable = false;
    const failed = session.signOut().catch(() => {
      fake.server.reachable = true;
    });
    await expect(list()).resolves.toEqual({ items: [] });
    await failed;
  });
});

describe('a session that has become another user’s', () => {
  const setUp = async () => {
    const fake = fakeServer();
    const gone: string[] = [];
    const { list, session } = tab(fake);
    session.onUserGone(() => gone.push(session.getState().kind));
    await list();
    return { ...fake, list, session, gone };
  };

  it.each(['is refused', 'ends'])(
    'makes no call of the first in the name of the second when the token %s',
    async (how) => {
      const { server, list, session, gone } = await setUp();
      server.userId = 'u2';
      if (how === 'ends') server.now += LIFE_MS;
      else server.rejectOnce.add('Bearer token-1');
      await expect(list()).rejects.toMatchObject({ status: 401 });
      expect(server.authorizations).not.toContain('Bearer token-2');
      expect(session.getState()).toMatchObject({ kind: 'signed-in', user: { id: 'u2' } });
      expect(gone).toEqual(['signed-in']);
      await expect(list()).resolves.toEqual({ items: [] });
    },
  );

  it('is told of at its end, and not when it is renewed or begins', async () => {
    const { server, list, session, gone } = await setUp();
    server.now += LIFE_MS;
    await list();
    expect(gone).toEqual([]);
    await session.signOut();
    await session.signIn('neko', 'secret');
    expect(gone).toEqual(['signed-out']);
  });
});

describe('two tabs', () => {
  it('refresh once a token life between them', async () => {
    const fake = fakeServer();
    const newTab = fakeBrowser();
    const first = tab(fake, newTab());
    const second = tab(fake, newTab());
    for (let life = 1; life <= 20; life += 1) {
      await Promise.all([first.list(), second.list(), first.list(), second.list()]);
      expect(fake.server.refreshes).toBe(life);
      fake.server.now += LIFE_MS;
    }
  });

  it('end together', async () => {
    const fake = fakeServer();
    const newTab = fakeBrowser();
    const first = tab(fake, newTab());
    const second = tab(fake, newTab());
    await Promise.all([first.list(), second.list()]);
    await first.session.signOut();
    await Promise.resolve();
    expect(first.session.getState()).toEqual({ kind: 'signed-out', ended: false });
    expect(second.session.getState()).toEqual({ kind: 'signed-out', ended: true });
  });

  it('begin together', async () => {
    const fake = fakeServer();
    fake.server.signedIn = false;
    const newTab = fakeBrowser();
    const first = tab(fake, newTab());
    const second = tab(fake, newTab());
    await Promise.all([first.session.restore(), second.session.restore()]);
    await first.session.signIn('neko', 'secret');
    await Promise.resolve();
    expect(second.session.getState().kind).toBe('signed-in');
  });
});
