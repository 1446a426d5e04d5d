import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { PERMISSIONS } from '../../core/permissions.ts';
import type { SignedInAnswer } from './schema.ts';

/** The page's commands as curl sends them, to a program that really listens. */
test('signing in, using, refreshing and the API key answer as the page says', async () => {
  await using hub = await startTestApp();
  const url = await hub.server.listen({ host: '127.0.0.1', port: 0 });
  const post = (path: string, body: string) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const get = (path: string, credential: string) =>
    fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${credential}` } });

  const login = await post('/api/v1/auth/login', '{"username": "admin", "password": "your-password"}');
  expect(login.status).toBe(200);
  expect(login.headers.get('cache-control')).toBe('no-store');
  const answer = (await login.json()) as { data: SignedInAnswer };
  expect(answer).toEqual({
    data: {
      accessToken: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.stringMatching(/^[\w-]{86}$/),
      accessTokenExpiresAtUtc: '2026-04-08T12:15:00.000Z',
      refreshTokenExpiresAtUtc: '2026-05-08T12:00:00.000Z',
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        username: 'admin',
        role: 'superAdmin',
        isActive: true,
        createdAtUtc: '2026-04-08T12:00:00.000Z',
        updatedAtUtc: '2026-04-08T12:00:00.000Z',
        lastLoginAtUtc: '2026-04-08T12:00:00.000Z',
        permissions: [...PERMISSIONS],
      },
    },
  });

  const assets = await get('/api/v1/assets', answer.data.accessToken);
  expect([assets.status, await assets.json()]).toEqual([
    200,
    { data: expect.objectContaining({ items: [], total: 0 }) },
  ]);

  hub.clock.advance(60_000);
  const refresh = await post('/api/v1/auth/refresh', JSON.stringify({ refreshToken: answer.data.refreshToken }));
  const refreshed = (await refresh.json()) as { data: SignedInAnswer };
  expect(refresh.status).toBe(200);
  expect(Object.keys(refreshed.data)).toEqual(Object.keys(answer.data));
  expect(refreshed.data.accessTokenExpiresAtUtc).toBe('2026-04-08T12:16:00.000Z');
  expect(refreshed.data.refreshTokenExpiresAtUtc).toBe('2026-05-08T12:01:00.000Z');
  expect(refreshed.data.user).toEqual(answer.data.user);
  expect([refreshed.data.accessToken, refreshed.data.refreshToken]).not.toContain(answer.data.accessToken);
  expect(refreshed.data.refreshToken).not.toBe(answer.data.refreshToken);

  const byKey = await get('/api/v1/assets', 'your-strong-random-api-key');
  expect([byKey.status, await byKey.json()]).toEqual([200, { data: expect.objectContaining({ items: [] }) }]);

  const mcp = await get('/mcp', 'your-strong-random-api-key');
  expect([mcp.status, mcp.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
  expect(await mcp.json()).toMatchObject({ data: { name: expect.any(String), version: expect.any(String) } });
  expect((await get('/mcp', 'another-key')).status).toBe(401);
});

test('lifetimes are those of the settings', async () => {
  await using hub = await startTestApp({
    settings: { Auth__Jwt__AccessTokenMinutes: '1', Auth__Jwt__RefreshTokenDays: '1' },
  });
  const { accessTokenExpiresAtUtc, refreshTokenExpiresAtUtc } = await hub.login();
  expect([accessTokenExpiresAtUtc, refreshTokenExpiresAtUtc]).toEqual([
    '2026-04-08T12:01:00.000Z',
    '2026-04-09T12:00:00.000Z',
  ]);
});
