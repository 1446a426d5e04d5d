import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { codeOf, refresh, refreshed, signIn, stateOf } from '../../../test/auth-calls.ts';
import { call, outcome } from '../../../test/people.ts';
import { addUser } from '../../../test/users.ts';
import { DAY, MINUTE, SECOND } from '../../core/clock.ts';
import type { Session } from './schema.ts';

const list = async (hub: TestApp, credential: string, path = '/auth/sessions') =>
  (await call(hub, credential, `GET ${path}`)).json<{ data: Session[] }>().data;

test('everyone sees their own sessions, with device, address and which is this one, and nobody else’s', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db);
  await hub.login();
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  await hub.login(mika.username, mika.password, { 'user-agent': firefox });
  hub.clock.advance(MINUTE);
  const { accessToken } = await signIn(hub, mika.username, mika.password);
  const sessions = await list(hub, accessToken);
  expect(sessions).toMatchObject([
    { isCurrent: true, createdAtUtc: '2026-04-08T12:01:00.000Z' },
    {
      isCurrent: false,
      device: { browser: 'Firefox', system: 'Linux' },
      userAgent: firefox,
      address: '127.0.0.1',
      createdAtUtc: '2026-04-08T12:00:00.000Z',
      expiresAtUtc: '2026-05-08T12:00:00.000Z',
      endedAtUtc: null,
      warning: null,
    },
  ]);
  expect(JSON.stringify(sessions)).not.toMatch(/token_hash|sealed/);
});

test('one ends one of theirs or all others; the present one goes on; those of others are not found', async () => {
  await using hub = await startTestApp();
  const mika = await addUser(hub.db);
  const stranger = await signIn(hub);
  const [present, second, third] = [
    await signIn(hub, mika.username, mika.password),
    await signIn(hub, mika.username, mika.password),
    await signIn(hub, mika.username, mika.password),
  ];
  const [strangers] = await list(hub, stranger.accessToken);
  const end = (id: string | undefined) => outcome(call(hub, present.accessToken, `DELETE /auth/sessions/${id}`));
  expect(await end(strangers?.id)).toBe('404 session_not_found');
  const [secondListed] = (await list(hub, second.accessToken)).filter(({ isCurrent }) => isCurrent);
  expect(await end(secondListed?.id)).toBe('204');
  expect(await end(secondListed?.id)).toBe('204');
  expect(await stateOf(hub, second.accessToken)).toBe('auth_session_ended');
  const others = await call(hub, present.accessToken, 'DELETE /auth/sessions');
  expect(others.json()).toEqual({ data: { endedCount: 1 } });
  expect(await stateOf(hub, third.accessToken)).toBe('auth_session_ended');
  expect(await codeOf(refresh(hub, third.refreshToken))).toEqual([401, 'auth_refresh_token_invalid']);
  expect([await stateOf(hub, present.accessToken), await stateOf(hub, stranger.accessToken)]).toEqual(['ok', 'ok']);
  expect(await list(hub, present.accessToken)).toHaveLength(1);
});

test('last seen is written every five minutes at most, with the address', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await signIn(hub);
  const seen = async () => {
    await hub.server.inject({
      url: '/api/v1/auth/me',
      headers: { authorization: `Bearer ${accessToken}` },
      remoteAddress: '203.0.113.9',
    });
    const row = await hub.db.selectFrom('sessions').select(['last_seen_at', 'last_address']).executeTakeFirstOrThrow();
    return [row.last_seen_at, row.last_address];
  };
  const start = hub.clock.now();
  expect(await seen()).toEqual([start, null]);
  hub.clock.advance(5 * MINUTE - 1);
  expect(await seen()).toEqual([start, null]);
  hub.clock.advance(1);
  expect(await seen()).toEqual([start + 5 * MINUTE, '203.0.113.9']);
  hub.clock.advance(MINUTE);
  expect(await seen()).toEqual([start + 5 * MINUTE, '203.0.113.9']);
});

test('a refresh token that comes back late, or after it was used, is a warning that is recorded once', async () => {
  await using hub = await startTestApp();
  const first = await signIn(hub);
  await refreshed(hub, first.refreshToken);
  hub.clock.advance(10 * SECOND);
  const again = await refreshed(hub, first.refreshToken);
  await refreshed(hub, first.refreshToken);
  expect(await list(hub, again.accessToken)).toMatchObject([
    { endedAtUtc: null, warning: { code: 'refresh_token_late', atUtc: '2026-04-08T12:00:10.000Z' } },
  ]);
  const warned = await hub.db.selectFrom('audit_events').select('seq').where('action', '=', 'session.warn').execute();
  expect(warned).toHaveLength(1);

  await refreshed(hub, again.refreshToken);
  hub.clock.advance(MINUTE);
  expect(await codeOf(refresh(hub, first.refreshToken))).toEqual([401, 'auth_refresh_token_reused']);
  const later = await signIn(hub);
  expect((await list(hub, later.accessToken)).find(({ isCurrent }) => !isCurrent)).toMatchObject({
    warning: { code: 'refresh_token_reused' },
    endedAtUtc: '2026-04-08T12:01:10.000Z',
  });
  hub.clock.advance(7 * DAY);
  expect(await list(hub, (await refreshed(hub, later.refreshToken)).accessToken)).toHaveLength(1);
});
