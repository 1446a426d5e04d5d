import { expect, test } from 'vitest';
import { bearer, startTestApp } from '../../../test/app.ts';

test('ping', async () => {
  await using hub = await startTestApp();
  const answer = await hub.server.inject('/api/v1/system/ping');
  expect(answer.json()).toEqual({ data: { status: 'ok', timestampUtc: '2026-04-08T12:00:00.000Z' } });
  const { accessToken } = await hub.login();
  expect((await hub.server.inject({ url: '/api/v1/auth/me', headers: bearer(accessToken) })).json()).toEqual({});
});
