import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';

const preflight = (origin: string, url = '/api/v1/assets') => ({
  method: 'OPTIONS' as const,
  url,
  headers: {
    origin,
    'access-control-request-method': 'PATCH',
    'access-control-request-headers': 'authorization,content-type',
  },
});

test('a preflight from anywhere may send what the console sends, without credentials', async () => {
  await using hub = await startTestApp();
  const answer = await hub.server.inject(preflight('http://localhost:5173'));
  expect(answer.statusCode).toBe(204);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.headers['access-control-allow-methods']).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
  expect(answer.headers['access-control-allow-headers']).toBe('authorization,content-type');
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
});

test.each([
  ['http://localhost:5173', 'http://localhost:5173'],
  ['https://pictures.example', 'https://pictures.example'],
  ['https://pictures.example.evil.example', undefined],
  ['http://pictures.example', undefined],
  ['null', undefined],
])('with Server__AllowedOrigins narrowed, %s gets %s', async (origin, allowed) => {
  const settings = { Server__AllowedOrigins: 'http://localhost:5173,https://pictures.example' };
  await using hub = await startTestApp({ settings });
  for (const request of [
    preflight(origin),
    { url: '/api/v1/assets', headers: { origin } },
    { url: '/none', headers: { origin } },
  ]) {
    const answer = await hub.server.inject(request);
    expect(answer.headers['access-control-allow-origin']).toBe(allowed);
    // Caches must not give one origin's answer to another.
    expect(String(answer.headers.vary)).toContain('Origin');
  }
});

test('headers that scripts need are exposed', async () => {
  await using hub = await startTestApp();
  const answer = await hub.server.inject({ url: '/api/v1/system/ping', headers: { origin: 'http://localhost:5173' } });
  for (const name of ['Location', 'Content-Range', 'ETag', 'Retry-After', 'WWW-Authenticate']) {
    expect(String(answer.headers['access-control-expose-headers'])).toContain(name);
  }
});

test.each(['/mcp', '/MCP', '/mcp?x=1', '/mcp/'])('no page of another origin may call %s', async (url) => {
  await using hub = await startTestApp();
  for (const request of [
    preflight('http://localhost:5173', url),
    { url, headers: { origin: 'http://localhost:5173' } },
  ]) {
    expect((await hub.server.inject(request)).headers).not.toHaveProperty('access-control-allow-origin');
  }
});
