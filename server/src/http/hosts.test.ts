import { expect, test } from 'vitest';
import { startTestApp } from '../../test/app.ts';

test.each([
  ['*', 'anything.example', 200],
  ['hub.example;*.neko.example', 'hub.example', 200],
  ['hub.example;*.neko.example', 'HUB.example:5121', 200],
  ['hub.example;*.neko.example', 'a.b.neko.example', 200],
  ['hub.example;*.neko.example', 'neko.example', 400],
  ['hub.example;*.neko.example', 'evilneko.example', 400],
  ['hub.example;*.neko.example', 'hub.example.evil.example', 400],
  ['hub.example', '127.0.0.1:5121', 400],
])('AllowedHosts=%s answers %s with %d', async (allowed, host, status) => {
  await using hub = await startTestApp({ settings: { AllowedHosts: allowed } });
  const answer = await hub.server.inject({ url: '/api/v1/system/ping', headers: { host } });
  expect(answer.statusCode).toBe(status);
  if (status === 400) expect(answer.json()).toMatchObject({ error: { code: 'host_not_allowed' } });
});

test.each([
  ['from a trusted proxy', '10.0.0.7', 'max-age=31536000'],
  ['from anybody', '203.0.113.7', undefined],
])('X-Forwarded-Proto is believed only from a trusted proxy: %s', async (_case, remoteAddress, expected) => {
  await using hub = await startTestApp({ settings: { Server__TrustedProxies: '10.0.0.0/8' } });
  const headers = { 'x-forwarded-proto': 'https' };
  const answer = await hub.server.inject({ url: '/api/v1/system/ping', headers, remoteAddress });
  expect(answer.headers['strict-transport-security']).toBe(expected);
});
