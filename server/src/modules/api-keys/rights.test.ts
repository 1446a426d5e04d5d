import { expect, test } from 'vitest';
import { callKeys, keyState, makeKey } from '../../../test/api-keys.ts';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser, type NewTestUser } from '../../../test/users.ts';
import { SECOND } from '../../core/clock.ts';
import { PERMISSIONS, type Permission } from '../../core/permissions.ts';

const hub = shareTestApp();

/** A person with exactly these permissions, signed in. */
async function signedIn(app: TestApp, user: NewTestUser) {
  const row = await addUser(app.db, { username: `user-${crypto.randomUUID()}`, ...user });
  return { ...row, ...(await app.login(row.username, row.password)) };
}

test.each<[preset: string, held: readonly Permission[], given: readonly Permission[]]>([
  ['readOnly', PERMISSIONS, ['assets.read']],
  ['uploader', PERMISSIONS, ['assets.create', 'assets.read']],
  ['agent', PERMISSIONS, ['assets.create', 'assets.read', 'assets.update']],
  ['full', ['users.read', 'assets.read'], ['assets.read', 'users.read']],
  ['full', PERMISSIONS, [...PERMISSIONS].sort()],
])('the preset %s of somebody with %j gives %j', async (preset, permissions, given) => {
  const { accessToken } = await signedIn(hub(), { role: 'admin', permissions });
  const answer = await callKeys(hub(), accessToken, 'POST', '', { name: 'x', preset });
  expect(answer.json().data.apiKey).toMatchObject({ permissions: given, effectivePermissions: given });
});

test.each<[request: object, held: readonly Permission[], status: number, code: string, detail: object]>([
  [{ permissions: ['assets.delete'] }, ['assets.read'], 403, 'auth_forbidden', { permission: 'assets.delete' }],
  [{ preset: 'uploader' }, ['assets.read'], 403, 'auth_forbidden', { permission: 'assets.create' }],
  [
    { permissions: ['assets.read', 'users.read'] },
    ['assets.read'],
    403,
    'auth_forbidden',
    { permission: 'users.read' },
  ],
  [{ preset: 'full' }, [], 400, 'request_invalid', { field: 'permissions' }],
  [{ permissions: [] }, ['assets.read'], 400, 'request_invalid', { field: 'permissions' }],
  [{ permissions: ['assets.all'] }, ['assets.read'], 400, 'request_invalid', { field: 'permissions.0' }],
  [{ preset: 'god' }, ['assets.read'], 400, 'request_invalid', { field: 'preset' }],
  [{ preset: 'full', permissions: ['assets.read'] }, ['assets.read'], 400, 'request_invalid', { field: 'preset' }],
  [{}, ['assets.read'], 400, 'request_invalid', { field: 'permissions' }],
])('%j from somebody with %j is refused: nobody gives more than they hold', async (request, permissions, ...rest) => {
  const [status, code, detail] = rest;
  const { accessToken } = await signedIn(hub(), { permissions });
  const answer = await callKeys(hub(), accessToken, 'POST', '', { name: 'x', ...request });
  expect([answer.statusCode, answer.json().error]).toEqual([status, expect.objectContaining({ code, ...detail })]);
});

test('the same permission twice, in any case, is given once', async () => {
  const { accessToken } = await signedIn(hub(), { permissions: ['assets.read'] });
  const request = { name: 'x', permissions: ['ASSETS.READ', 'assets.read'] };
  const answer = await callKeys(hub(), accessToken, 'POST', '', request);
  expect(answer.json().data.apiKey.permissions).toEqual(['assets.read']);
});

test('a refused grant is recorded with the permission and the one who tried', async () => {
  await using own = await startTestApp();
  const { accessToken, id } = await signedIn(own, { permissions: ['assets.read'] });
  await callKeys(own, accessToken, 'POST', '', { name: 'x', permissions: ['users.update'] });
  const event = await own.db.selectFrom('audit_events').selectAll().orderBy('seq', 'desc').executeTakeFirst();
  expect(event).toMatchObject({ action: 'api_key.create', outcome: 'refused', actor_id: id });
  expect(JSON.parse(event?.details_json ?? '')).toMatchObject({ code: 'auth_forbidden', permission: 'users.update' });
});

test('a key does what it was given and nothing else, over REST and MCP', async () => {
  const { accessToken } = await hub().login();
  const { key } = await makeKey(hub(), accessToken, { preset: 'readOnly' });
  expect(await keyState(hub(), key)).toBe('ok');
  const answer = await hub().server.inject({
    method: 'POST',
    url: '/api/v1/assets/batch-delete',
    headers: bearer(key),
    payload: [],
  });
  expect([answer.statusCode, answer.json().error]).toEqual([
    403,
    expect.objectContaining({ code: 'auth_forbidden', permission: 'assets.delete' }),
  ]);
  expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
  expect(answer.headers['www-authenticate']).toContain('scope="assets.delete"');

  const mcp = async (credential: string) => {
    const payload = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const list = await hub().server.inject({ method: 'POST', url: '/mcp', headers: bearer(credential), payload });
    return list.json<{ result: { tools: { name: string }[] } }>().result.tools.map(({ name }) => name);
  };
  expect(await mcp(key)).not.toContain('upload_asset');
  expect(await mcp(API_KEY)).toContain('upload_asset');
});

test.each([
  ['at once when this process changes it', true],
  ['within 5 s when another process does', false],
])('what the owner loses the key loses as well, %s', async (_when, isLocal) => {
  await using own = await startTestApp();
  const owner = await signedIn(own, { permissions: ['assets.read', 'assets.delete'] });
  const { key, apiKey } = await makeKey(own, owner.accessToken, { permissions: ['assets.read'] });
  expect(await keyState(own, key)).toBe('ok');
  const told = () => (isLocal ? own.app.services.apiKeys.forgetOwner(owner.id) : own.clock.advance(5 * SECOND));
  await own.db.deleteFrom('user_permissions').where('user_id', '=', owner.id).execute();
  told();
  expect(await keyState(own, key)).toBe('auth_forbidden');
  const seen = await callKeys(own, owner.accessToken, 'GET', `/${apiKey.id}`);
  expect(seen.json().data).toMatchObject({ permissions: ['assets.read'], effectivePermissions: [] });

  await own.db.insertInto('user_permissions').values({ user_id: owner.id, permission: 'assets.read' }).execute();
  told();
  expect(await keyState(own, key)).toBe('ok');
});

test('a key that is not given a permission does not gain it with its owner', async () => {
  const { accessToken, id } = await signedIn(hub(), { permissions: ['assets.create'] });
  const { key } = await makeKey(hub(), accessToken, { permissions: ['assets.create'] });
  expect(await keyState(hub(), key)).toBe('auth_forbidden');
  await hub().db.insertInto('user_permissions').values({ user_id: id, permission: 'assets.read' }).execute();
  hub().app.services.apiKeys.forgetOwner(id);
  expect(await keyState(hub(), key)).toBe('auth_forbidden');
});
