import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../test/app.ts';
import { recordedEvents } from '../../test/audit-events.ts';
import { addUser } from '../../test/users.ts';
import type { RouteAccess } from '../core/route.ts';

test.each(['GET', 'POST', 'DELETE'] as const)(
  'a %s route that does not say who may call it stops the start',
  async (method) => {
    await using hub = await startTestApp();
    hub.server.route({ method, url: '/forgotten', handler: async () => 'open to all' });
    await expect(hub.server.ready()).rejects.toThrow(`The route ${method} /forgotten does not say who may call it.`);
  },
);

test.each<RouteAccess>([{ public: true }, { permission: 'assets.read' }, { credential: 'apiKey' }])(
  '%j is saying it',
  async (config) => {
    await using hub = await startTestApp();
    hub.server.get('/declared', { config }, async () => 'ok');
    await expect(hub.server.ready()).resolves.toBeDefined();
  },
);

test('a missing permission is 403, says which, and is not taken for a bad token', async () => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db, { permissions: ['assets.create'] });
  const { accessToken } = await hub.login(username, password);
  const answer = await hub.server.inject({ url: '/api/v1/assets', headers: bearer(accessToken) });
  expect(answer.statusCode).toBe(403);
  expect(answer.json().error).toMatchObject({ code: 'auth_forbidden', status: 403, permission: 'assets.read' });
  expect(answer.headers['www-authenticate']).toMatch(/error="insufficient_scope".*scope="assets.read"/);
  expect(answer.headers['www-authenticate']).not.toContain('invalid_token');
});

test('every route of the API that is not public refuses strangers and people without permissions', async () => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db);
  const { accessToken } = await hub.login(username, password);
  const guarded = await guardedRoutes(hub);
  expect(guarded.length).toBeGreaterThan(5);
  for (const { url, method, permission } of guarded) {
    const request = { url, method };
    expect([url, method, (await hub.server.inject(request)).statusCode]).toEqual([url, method, 401]);
    if (!permission) continue;
    const answer = await hub.server.inject({ ...request, headers: bearer(accessToken) });
    expect([url, method, answer.statusCode]).toEqual([url, method, 403]);
    expect(answer.headers['www-authenticate']).toContain(`scope="${permission}"`);
  }
});

test('whoever is refused a change finds in the record which', async () => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db);
  const { accessToken } = await hub.login(username, password);
  const changing = (await guardedRoutes(hub)).filter(
    ({ method, permission }) => permission && method !== 'GET' && method !== 'HEAD',
  );
  for (const { url, method } of changing) {
    // Else the same refusal again would only be counted.
    await hub.app.services.audit.flush();
    await hub.server.inject({ url, method, headers: bearer(accessToken) });
  }
  const refused = (await recordedEvents(hub)).filter(({ outcome }) => outcome === 'refused');
  expect(refused).toHaveLength(changing.length);
  const unnamed = refused.filter(({ action }) => action === 'request.access').map(({ details }) => details);
  // Trying something out changes nothing.
  const tries = ['/api/v1/system/ai/providers/test', '/api/v1/system/storage/providers/:id/test'];
  const known = tries.map((route) => expect.objectContaining({ method: 'POST', route }));
  expect(unnamed).toHaveLength(known.length);
  expect(unnamed).toEqual(expect.arrayContaining(known));
});

test('a public route does not look at credentials', async () => {
  await using hub = await startTestApp();
  for (const credential of [API_KEY, 'nonsense', 'a.b.c']) {
    const answer = await hub.server.inject({ url: '/api/v1/system/ping', headers: bearer(credential) });
    expect(answer.statusCode).toBe(200);
  }
});

/** Every route of the API that asks for a credential, with an id that names nothing. */
async function guardedRoutes(hub: TestApp) {
  const { paths } = (await hub.server.inject('/openapi.json')).json<{
    paths: Record<string, Record<string, { security?: unknown[]; 'x-permission'?: string }>>;
  }>();
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      operation.security?.length
        ? [
            {
              url: path.replaceAll(/\{\w+\}/g, '0'.repeat(32)),
              method: method.toUpperCase() as 'GET' | 'HEAD',
              permission: operation['x-permission'],
            },
          ]
        : [],
    ),
  );
}
