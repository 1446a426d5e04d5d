import { expect, test } from 'vitest';
import { makeKey } from '../../test/api-keys.ts';
import { ADMIN, API_KEY, bearer, startTestApp } from '../../test/app.ts';
import { logout, refresh, refreshed, signIn, tryLogin } from '../../test/auth-calls.ts';
import { call } from '../../test/people.ts';
import { addUser } from '../../test/users.ts';

test('no log line holds a credential, whatever happens to it', async () => {
  await using hub = await startTestApp();
  const { username, password, password_hash } = await addUser(hub.db, { permissions: ['assets.read'] });
  const secrets = new Set<string>([ADMIN.password, API_KEY, password, password_hash, 'wrong-guess-of-mine']);
  const remember = ({ accessToken, refreshToken }: { accessToken: string; refreshToken: string }) => {
    secrets.add(accessToken).add(refreshToken);
    return { accessToken, refreshToken };
  };

  const admin = remember(await signIn(hub));
  const mika = remember(await signIn(hub, username, password));
  await tryLogin(hub, username, 'wrong-guess-of-mine');
  const next = remember(await refreshed(hub, admin.refreshToken));
  remember(await refreshed(hub, next.refreshToken));
  for (const credential of [admin.accessToken, mika.accessToken, API_KEY]) {
    const misplaced = [`/api/v1/assets?access_token=${credential}`, `/api/v1/assets?${credential}`];
    for (const url of ['/api/v1/auth/me', '/api/v1/assets', ...misplaced, '/none']) {
      await hub.server.inject({
        url,
        headers: { ...bearer(credential), cookie: `nekohub_refresh=${next.refreshToken}` },
      });
    }
  }
  for (const credential of [admin.accessToken, admin.refreshToken, (await makeKey(hub, mika.accessToken)).key]) {
    secrets.add(credential);
    await call(hub, API_KEY, `DELETE /api-keys/${credential}`);
  }
  hub.clock.advance(10_000);
  await refresh(hub, admin.refreshToken);
  await logout(hub, { refreshToken: mika.refreshToken }, mika.accessToken);
  // And when the server itself fails in the middle of it.
  await hub.db.schema.alterTable('sessions').renameTo('sessions_elsewhere').execute();
  expect((await tryLogin(hub, ADMIN.username, ADMIN.password)).statusCode).toBe(500);
  expect((await refresh(hub, next.refreshToken)).statusCode).toBe(500);

  const log = hub.log();
  expect(log.split('\n').length).toBeGreaterThan(15);
  expect(log).toContain('"msg":"request failed"');
  expect([...secrets].filter((secret) => log.includes(secret))).toEqual([]);
  expect(log).not.toMatch(/eyJ[\w-]+\.|\$argon2id|authorization|nekohub_refresh/i);
});
