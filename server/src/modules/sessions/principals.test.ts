import { expect, test } from 'vitest';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { signIn, stateOf } from '../../../test/auth-calls.ts';
import { decodeToken } from '../../../test/tokens.ts';
import { addUser } from '../../../test/users.ts';
import { SECOND } from '../../core/clock.ts';
import type { SessionId } from '../../core/ids.ts';
import { createPrincipals } from './principals.ts';

const listStatus = async (hub: TestApp, accessToken: string) =>
  (await hub.server.inject({ url: '/api/v1/assets', headers: bearer(accessToken) })).statusCode;
const uploadStatus = async (hub: TestApp, accessToken: string) =>
  (
    await hub.server.inject({
      method: 'POST',
      url: '/api/v1/assets/batch-delete',
      headers: bearer(accessToken),
      payload: [],
    })
  ).statusCode;

test.each([
  ['nobody’s permissions', 'user', [], 403, 403],
  ['the permission to read', 'user', ['assets.read'], 200, 403],
  ['the permission to delete', 'user', ['assets.delete'], 403, 200],
  ['an admin without grants', 'admin', [], 403, 403],
] as const)('%s', async (_case, role, permissions, listed, deleted) => {
  await using hub = await startTestApp();
  const { username, password } = await addUser(hub.db, { role, permissions });
  const { accessToken, user } = await signIn(hub, username, password);
  expect(user).toMatchObject({ role, permissions });
  expect([await listStatus(hub, accessToken), await uploadStatus(hub, accessToken)]).toEqual([listed, deleted]);
});

test('permissions that are granted or taken elsewhere count within 5 s, without a new token', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db, { permissions: ['assets.read'] });
  const { accessToken } = await signIn(hub, username, password);
  expect(await listStatus(hub, accessToken)).toBe(200);
  await hub.db.deleteFrom('user_permissions').where('user_id', '=', id).execute();
  hub.clock.advance(5 * SECOND);
  expect(await listStatus(hub, accessToken)).toBe(403);
  await hub.db.insertInto('user_permissions').values({ user_id: id, permission: 'assets.read' }).execute();
  hub.clock.advance(5 * SECOND);
  expect(await listStatus(hub, accessToken)).toBe(200);
});

test('an account that is disabled elsewhere is refused within 5 s, and let in again when enabled', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db);
  const { accessToken } = await signIn(hub, username, password);
  expect(await stateOf(hub, accessToken)).toBe('ok');
  const setActive = (is_active: 0 | 1) => hub.db.updateTable('users').set({ is_active }).where('id', '=', id).execute();
  await setActive(0);
  hub.clock.advance(5 * SECOND);
  expect(await stateOf(hub, accessToken)).toBe('auth_unauthorized');
  await setActive(1);
  hub.clock.advance(5 * SECOND);
  expect(await stateOf(hub, accessToken)).toBe('ok');
});

test('an account that is removed takes its sessions along', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db);
  const { accessToken } = await signIn(hub, username, password);
  await hub.db.deleteFrom('users').where('id', '=', id).execute();
  hub.clock.advance(5 * SECOND);
  expect(await stateOf(hub, accessToken)).toBe('auth_session_ended');
});

test('changes of this process that are told count at once', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db, { permissions: ['assets.read'] });
  const sessionId = decodeToken((await signIn(hub, username, password)).accessToken).payload.sid as SessionId;
  const principals = createPrincipals(hub.db);
  const now = hub.clock.now();
  expect(await principals.find(sessionId, now)).toMatchObject({ role: 'user', permissions: new Set(['assets.read']) });

  await hub.db.updateTable('users').set({ role: 'admin' }).where('id', '=', id).execute();
  await hub.db.deleteFrom('user_permissions').where('user_id', '=', id).execute();
  expect(await principals.find(sessionId, now)).toMatchObject({ role: 'user' });
  principals.forgetUser(id);
  expect(await principals.find(sessionId, now)).toMatchObject({ role: 'admin', permissions: new Set() });

  await hub.db.updateTable('sessions').set({ ended_at: now, end_reason: 'logout' }).execute();
  principals.forgetSession(sessionId);
  expect(await principals.find(sessionId, now)).toBe('ended');
});

test('a look-up that began before a change is not remembered after it', async () => {
  await using hub = await startTestApp();
  const { id, username, password } = await addUser(hub.db);
  const sessionId = decodeToken((await signIn(hub, username, password)).accessToken).payload.sid as SessionId;
  const principals = createPrincipals(hub.db);
  const now = hub.clock.now();
  const began = principals.find(sessionId, now);
  principals.forgetUser(id);
  await began;
  await hub.db.updateTable('users').set({ is_active: 0 }).where('id', '=', id).execute();
  expect(await principals.find(sessionId, now)).toBe('inactive');
});
