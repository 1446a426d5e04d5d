import { expect, test } from 'vitest';
import { callKeys, keyState, listKeys, makeKey } from '../../../test/api-keys.ts';
import { API_KEY, type TestApp } from '../../../test/app.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser } from '../../../test/users.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { PERMISSIONS, type Permission } from '../../core/permissions.ts';

interface Cast {
  /** What each sends as bearer value. */
  readonly callers: Readonly<Record<string, string>>;
  /** The id of a key of each owner. */
  readonly keyOf: Readonly<Record<string, string>>;
}

/** `bare` holds nothing of the users' permissions, `reading` that to read; the others hold everything. */
const PEOPLE: readonly [name: string, role: 'admin' | 'user', permissions: readonly Permission[]][] = [
  ['alice', 'admin', PERMISSIONS],
  ['alan', 'admin', PERMISSIONS],
  ['bare', 'admin', ['assets.read']],
  ['reading', 'admin', ['assets.read', 'users.read']],
  ['uma', 'user', PERMISSIONS],
  ['udo', 'user', PERMISSIONS],
];

/** `root` is the superAdmin. */
async function createCast(hub: TestApp): Promise<Cast> {
  const { accessToken: root } = await hub.login();
  const callers: Record<string, string> = { root, environment: API_KEY };
  for (const [username, role, permissions] of PEOPLE) {
    const { password } = await addUser(hub.db, { username, role, permissions });
    callers[username] = (await hub.login(username, password)).accessToken;
  }
  const keyOf: Record<string, string> = {};
  for (const owner of ['root', ...PEOPLE.map(([name]) => name)]) {
    keyOf[owner] = (await makeKey(hub, callers[owner] ?? '')).apiKey.id;
  }
  callers.managed = (await makeKey(hub, root, { preset: 'full' })).key;
  return { callers, keyOf };
}

let cast: Cast;
const hub = shareTestApp({}, async (app) => {
  cast = await createCast(app);
});

const FORBIDDEN = '403 api_key_manage_forbidden';
const LACKS_READ = '403 auth_forbidden users.read';
const LACKS_UPDATE = '403 auth_forbidden users.update';

/** [caller, owner of the key, reading it, renaming it, rotating it]; revoking follows renaming. */
test.each([
  ['root', 'root', '200', '200', '200'],
  ['root', 'alice', '200', '200', FORBIDDEN],
  ['root', 'uma', '200', '200', FORBIDDEN],
  ['alice', 'alice', '200', '200', '200'],
  ['alice', 'uma', '200', '200', FORBIDDEN],
  ['alice', 'alan', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['alice', 'root', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['bare', 'bare', '200', '200', '200'],
  ['bare', 'uma', LACKS_READ, LACKS_UPDATE, LACKS_UPDATE],
  ['reading', 'uma', '200', LACKS_UPDATE, LACKS_UPDATE],
  ['uma', 'uma', '200', '200', '200'],
  ['uma', 'udo', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['uma', 'alice', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['uma', 'root', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['environment', 'uma', '200', '200', '200'],
  ['environment', 'alice', '200', '200', '200'],
  ['environment', 'root', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['managed', 'root', FORBIDDEN, FORBIDDEN, FORBIDDEN],
  ['managed', 'uma', FORBIDDEN, FORBIDDEN, FORBIDDEN],
])('%s and the key of %s', async (caller, owner, read, renamed, rotated) => {
  const id = cast.keyOf[owner];
  const ask = async (method: 'GET' | 'PATCH' | 'POST' | 'DELETE', path: string, payload?: object) => {
    const answer = await callKeys(hub(), cast.callers[caller] ?? '', method, path, payload);
    const error = answer.body ? answer.json().error : undefined;
    return [answer.statusCode, error?.code, error?.permission].filter(Boolean).join(' ');
  };
  expect(await ask('GET', `/${id}`)).toBe(read);
  expect(await ask('PATCH', `/${id}`, { name: 'renamed' })).toBe(renamed);
  expect(await ask('POST', `/${id}/rotate`, { overlapDays: 1 })).toBe(rotated);
  const { apiKey } = await makeKey(hub(), cast.callers[owner] ?? '');
  expect(await ask('DELETE', `/${apiKey.id}`)).toBe(renamed === '200' ? '204' : renamed);
  const [row] = await listKeys(hub(), cast.callers[owner] ?? '');
  expect(row).toMatchObject({ id: apiKey.id, status: renamed === '200' ? 'revoked' : 'active' });
});

test.each([
  ['root', 'all=true', ['admin', 'alan', 'alice', 'bare', 'reading', 'udo', 'uma']],
  ['root', '', ['admin']],
  ['alice', 'all=true', ['alice', 'udo', 'uma']],
  ['alice', '', ['alice']],
  ['reading', 'all=true', ['reading', 'udo', 'uma']],
  ['bare', '', ['bare']],
  ['uma', 'all=true', ['uma']],
  ['uma', '', ['uma']],
  ['environment', '', ['alan', 'alice', 'bare', 'reading', 'udo', 'uma']],
])('%s sees, asking %j, the keys of %j', async (caller, query, owners) => {
  const keys = await listKeys(hub(), cast.callers[caller] ?? '', `?pageSize=100&${query}`);
  expect([...new Set(keys.map(({ owner }) => owner.username))].sort()).toEqual(owners);
});

test('one owner’s keys alone can be asked for, by those who reach that owner', async () => {
  const uma = (await listKeys(hub(), cast.callers.uma ?? ''))[0]?.owner.id;
  const seen = await listKeys(hub(), cast.callers.alice ?? '', `?ownerId=${uma}`);
  expect(new Set(seen.map(({ owner }) => owner.username))).toEqual(new Set(['uma']));
  expect(await listKeys(hub(), cast.callers.udo ?? '', `?ownerId=${uma}`)).toEqual([]);
  const refused = await callKeys(hub(), cast.callers.bare ?? '', 'GET', `?ownerId=${uma}`);
  expect([refused.statusCode, refused.json().error.permission]).toEqual([403, 'users.read']);
});

test.each([
  ['root', true],
  ['environment', true],
  ['alice', true],
  ['uma', true],
  ['bare', false],
])('the keys of the environment appear for %s, who may read settings: %j', async (caller, isShown) => {
  const answer = await callKeys(hub(), cast.callers[caller] ?? '', 'GET');
  const fingerprint = sha256Hex(API_KEY).slice(0, 16);
  const shown = isShown ? [{ name: `api-key:${fingerprint}`, fingerprint }] : [];
  expect(answer.json().data.environmentKeys).toEqual(shown);
  expect(answer.body).not.toContain(API_KEY);
});

test.each<[caller: string, owner: string | undefined, status: number, code: string | undefined, detail?: object]>([
  ['environment', 'uma', 201, undefined],
  ['environment', 'alice', 201, undefined],
  ['environment', 'root', 403, 'api_key_manage_forbidden'],
  ['environment', undefined, 400, 'request_invalid', { field: 'ownerId' }],
  ['environment', 'nobody', 404, 'user_not_found', { field: 'ownerId' }],
  ['uma', 'uma', 201, undefined],
  ['root', 'uma', 403, 'api_key_manage_forbidden'],
  ['alice', 'uma', 403, 'api_key_manage_forbidden'],
  ['uma', 'root', 403, 'api_key_manage_forbidden'],
  ['managed', undefined, 403, 'api_key_manage_forbidden'],
  ['managed', 'root', 403, 'api_key_manage_forbidden'],
])('%s making a key for %s: %d', async (caller, owner, status, code, detail = {}) => {
  const users = await hub().db.selectFrom('users').select(['id', 'username']).execute();
  const id = users.find(({ username }) => username === (owner === 'root' ? 'admin' : owner))?.id ?? crypto.randomUUID();
  const request = { name: 'for somebody', preset: 'readOnly', ...(owner && { ownerId: id }) };
  const answer = await callKeys(hub(), cast.callers[caller] ?? '', 'POST', '', request);
  expect([answer.statusCode, answer.json().error?.code]).toEqual([status, code]);
  if (status === 201) expect(answer.json().data.apiKey.owner).toMatchObject({ id, username: owner });
  else expect(answer.json().error).toMatchObject(detail);
});

test('a key of the environment gives no more than the owner holds', async () => {
  const { id } = await addUser(hub().db, { username: 'reader', permissions: ['assets.read'] });
  const make = (request: object) => callKeys(hub(), API_KEY, 'POST', '', { name: 'x', ownerId: id, ...request });
  const refused = await make({ permissions: ['assets.delete'] });
  expect([refused.statusCode, refused.json().error]).toEqual([
    403,
    expect.objectContaining({ code: 'auth_forbidden', permission: 'assets.delete' }),
  ]);
  expect((await make({ preset: 'full' })).json().data.apiKey.permissions).toEqual(['assets.read']);
});

test('a managed key is refused before its request is looked at', async () => {
  const answer = await callKeys(hub(), cast.callers.managed ?? '', 'POST', '', { nonsense: true });
  expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'api_key_manage_forbidden']);
});

test('a managed key revokes itself and nothing else; a key of the environment cannot', async () => {
  const token = cast.callers.uma ?? '';
  const [first, second] = [await makeKey(hub(), token), await makeKey(hub(), token)];
  expect((await callKeys(hub(), first.key, 'DELETE', '/self')).statusCode).toBe(204);
  expect(await keyState(hub(), first.key)).toBe('api_key_revoked');
  expect(await keyState(hub(), second.key)).toBe('ok');
  const event = await hub()
    .db.selectFrom('audit_events')
    .selectAll()
    .where('action', '=', 'api_key.revoke')
    .where('target_id', '=', first.apiKey.id)
    .executeTakeFirst();
  expect(event).toMatchObject({ actor_kind: 'apiKey', credential: `api-key:${first.apiKey.id}`, outcome: 'success' });
  expect((await callKeys(hub(), first.key, 'DELETE', '/self')).statusCode).toBe(401);
  expect((await callKeys(hub(), API_KEY, 'DELETE', '/self')).json().error.code).toBe('api_key_manage_forbidden');
  expect((await callKeys(hub(), token, 'DELETE', '/self')).statusCode).toBe(401);
});
