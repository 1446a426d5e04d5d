import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { beforeEach, expect, test } from 'vitest';
import { addProvider } from '../../test/ai-providers.ts';
import { bearer, type TestApp } from '../../test/app.ts';
import { addStructuredResult } from '../../test/assets.ts';
import { shareTestApp } from '../../test/shared-app.ts';
import { addStorage } from '../../test/storage-profiles.ts';
import { uploadAsset } from '../../test/upload.ts';
import { addUser } from '../../test/users.ts';
import { addWorkflow } from '../../test/workflows.ts';
import { PERMISSIONS } from '../core/permissions.ts';

// What a front end of another origin needs of this server, point by point, in the order in which its makers list it.
const ORIGIN = 'http://localhost:5173';
const NONE = '0196a000-0000-7000-8000-00000000000c';
const EMPTY_FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const shared = shareTestApp();
let hub: TestApp;
let token: string;

beforeEach(async () => {
  hub = shared();
  token = (await hub.login()).accessToken;
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `"GET /api/v1/assets"`, sent from the other origin with the token of the superAdmin. */
const call = (what: string, more: Pick<InjectOptions, 'headers' | 'payload'> = {}) => {
  const [method, path] = what.split(' ') as [Method, string];
  const url = path.startsWith('/') ? path : `/api/v1/${path}`;
  return hub.server.inject({ method, url, ...more, headers: { origin: ORIGIN, ...bearer(token), ...more.headers } });
};
const read = async (path: string) => (await call(`GET ${path}`)).json().data;

test.each([
  ['GET auth/me', 200, {}],
  ['GET assets', 401, { authorization: 'Bearer x.y.z' }],
  ['GET nothing', 404, {}],
  ['GET /nothing', 404, {}],
  [`GET assets/${NONE}`, 404, {}],
  ['GET assets?page=x', 400, {}],
  ['PUT assets', 405, {}],
])('1: the answer of %s, %i, can be read elsewhere', async (what, status, headers) => {
  const answer = await call(what, { headers });
  expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([status, '*']);
});

test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('1: %s may be sent from elsewhere', async (method) => {
  const asked = {
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization,content-type',
  };
  const { statusCode, headers } = await hub.server.inject({
    method: 'OPTIONS',
    url: '/api/v1/assets',
    headers: { origin: ORIGIN, ...asked },
  });
  expect([statusCode, headers['access-control-allow-origin']]).toEqual([204, '*']);
  expect(String(headers['access-control-allow-methods']).split(', ')).toContain(method);
  expect(String(headers['access-control-allow-headers']).split(',')).toEqual(['authorization', 'content-type']);
});

test('1: who may not, is told so elsewhere too', async () => {
  const { username, password } = await addUser(hub.db, { username: 'elsewhere' });
  const { accessToken } = await hub.login(username, password);
  const answer = await call('GET users', { headers: bearer(accessToken) });
  expect([answer.statusCode, answer.headers['access-control-allow-origin']]).toEqual([403, '*']);
});

test('2: pictures have absolute addresses and may be shown elsewhere', async () => {
  const { publicUrl } = await uploadAsset(hub);
  const { protocol, pathname } = new URL(publicUrl ?? '');
  expect(protocol).toMatch(/^https?:$/);
  const { statusCode, headers } = await hub.server.inject({ url: pathname, headers: { origin: ORIGIN } });
  expect(statusCode).toBe(200);
  expect([undefined, 'cross-origin']).toContain(headers['cross-origin-resource-policy']);
});

test('3: requests without a body may call themselves forms', async () => {
  const { id } = await uploadAsset(hub);
  const workflow = await addWorkflow(hub);
  const { defaultProfile } = await read('system/storage/providers');
  for (const [what, status] of [
    [`POST system/storage/providers/${defaultProfile.id}/set-default`, 200],
    [`PATCH system/workflows/${workflow.id}/autorun`, 200],
    [`POST assets/${id}/workflows/${workflow.id}/run`, 202],
  ] as const) {
    const answer = await call(what, { headers: { ...EMPTY_FORM, 'content-length': '0' } });
    expect(answer.statusCode, `${what}: ${answer.body}`).toBe(status);
  }
  await call(`DELETE system/workflows/${workflow.id}`);
});

test.each([undefined, { commitMessage: 'Away with it' }])(
  '4: an asset is deleted with the body %j',
  async (payload) => {
    const { id } = await uploadAsset(hub);
    const answer = await call(`DELETE assets/${id}`, payload && { payload });
    expect(answer.statusCode, answer.body).toBe(200);
    expect((await call(`GET assets/${id}`)).statusCode).toBe(404);
  },
);

test('5: null clears, absent leaves', async () => {
  const { id } = await uploadAsset(hub, { fields: { description: 'a', altText: 'b' } });
  const answer = await call(`PATCH assets/${id}`, { payload: { description: null } });
  expect(answer.json().data).toMatchObject({ description: null, altText: 'b', originalFileName: 'cat.png' });
});

test('6: many are deleted by a bare list', async () => {
  const { id } = await uploadAsset(hub);
  const answer = await call('POST assets/batch-delete', { payload: [id, NONE] });
  expect(answer.json().data).toMatchObject({ requestedCount: 2, deletedCount: 1, notFoundIds: [NONE] });
});

test.each([
  ['orderBy=createdAt&orderDirection=asc', true],
  ['orderBy=createdAtUtc', true],
  ['orderBy=size', true],
  ['contentType=image/*', true],
  ['status=ready', true],
  ['contentType=image%2Fpng', true],
  ['contentType=image/gif', false],
  ['status=failed', false],
  ['orderBy=colour&orderDirection=sideways', true],
  ['status=unheard-of', undefined],
  ['contentType=none', undefined],
])('7: the list takes %s', async (query, isListed) => {
  const { id } = await uploadAsset(hub);
  const answer = await call(`GET assets?page=1&pageSize=50&${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  const ids = answer.json().data.items.map((item: { id: string }) => item.id);
  // What is unknown may find anything, as long as it finds out without an error.
  if (isListed !== undefined) expect(ids.includes(id)).toBe(isListed);
});

test('8: roles, permissions, states and kinds of storage are spelled as ever', async () => {
  const admin = await addUser(hub.db, { username: 'spelled-admin', role: 'admin' });
  const user = await addUser(hub.db, { username: 'spelled-user', permissions: [...PERMISSIONS] });
  const users: { id: string; role: string; permissions: string[] }[] = await read('users');
  const roleOf = (id: string) => users.find((candidate) => candidate.id === id)?.role;
  expect([(await read('auth/me')).role, roleOf(admin.id), roleOf(user.id)]).toEqual(['superAdmin', 'admin', 'user']);
  const modules = ['assets', 'providers', 'aiProviders'].flatMap((name) =>
    ['read', 'create', 'update', 'delete'].map((action) => `${name}.${action}`),
  );
  const people = ['read', 'create', 'update', 'disable', 'managePermissions'].map((action) => `users.${action}`);
  const known = [...modules, 'settings.read', 'settings.update', ...people];
  expect(known).toHaveLength(19);
  expect(users.find(({ id }) => id === user.id)?.permissions).toEqual(expect.arrayContaining(known));
  const { id, status } = await uploadAsset(hub);
  expect(['pending', 'processing', 'ready']).toContain(status);
  expect((await read(`assets/${id}`)).status).toMatch(/^[a-z]+$/);
  await addStorage(hub);
  const { profiles } = await read('system/storage/providers');
  const kinds = profiles.map(({ providerType }: { providerType: string }) => providerType);
  expect(kinds).toEqual(expect.arrayContaining(['local', 's3-compatible']));
});

test('9: what is read without asking whether it is there, is there', async () => {
  const { id } = await uploadAsset(hub);
  expect(await read('auth/me')).toMatchObject({ permissions: expect.any(Array) });
  for (const user of await read('users')) expect(user.permissions).toEqual(expect.any(Array));
  expect(await read(`assets/${id}`)).toMatchObject({ derivatives: [], structuredResults: [] });
  expect(await read(`public/assets/${id}`)).toMatchObject({ derivatives: expect.any(Array) });

  const workflow = await addWorkflow(hub, { name: 'Read without asking' });
  await call(`POST assets/${id}/workflows/${workflow.id}/run`);
  await hub.app.jobs.runDue();
  expect((await read(`assets/${id}`)).latestExecutionSummary).toMatchObject({ steps: expect.any(Array) });
  const overview = await read('system/storage/providers');
  expect(overview).toMatchObject({ profiles: expect.any(Array), runtime: {}, alignment: {} });
  const flags = Object.keys(overview.runtime.capabilities).sort();
  expect(flags).toEqual(expect.arrayContaining(['requiresAccessProxy', 'supportsPublicRead']));
  for (const { capabilities } of [overview.runtime, ...overview.profiles]) {
    expect(Object.keys(capabilities).sort()).toEqual(flags);
    for (const flag of Object.values(capabilities)) expect(flag).toEqual(expect.any(Boolean));
  }
  for (const profile of overview.profiles) {
    const isS3 = profile.providerType === 's3-compatible';
    expect(profile.configurationSummary.forcePathStyle).toEqual(isS3 ? expect.any(Boolean) : null);
  }
  await addProvider(hub);
  for (const provider of await read('system/ai/providers')) {
    expect(provider.defaultSystemPrompt).toEqual(expect.any(String));
  }
});

test('10: a private picture and its copies have no address', async () => {
  const { id } = await uploadAsset(hub, { fields: { isPublic: 'false' } });
  await addStructuredResult(hub.db, id, 'basic_caption', 1);
  const asset = await read(`assets/${id}`);
  expect(asset).toMatchObject({ publicUrl: null, structuredResults: [{ kind: 'basic_caption' }] });
  for (const { publicUrl } of asset.derivatives) expect(publicUrl).toBeNull();
});

test('11: users and workflows are plain lists, and skills are found', async () => {
  expect(await read('users')).toEqual(expect.any(Array));
  expect(await read('system/workflows')).toEqual(expect.any(Array));
  const skills = await read('assets/skills');
  expect(Array.isArray(skills) ? skills : skills.skills).not.toHaveLength(0);
});

test('12: statuses are those that are documented', async () => {
  const created = await call('POST users', {
    payload: {
      username: `made-${randomUUID().slice(0, 8)}`,
      password: 'a long password, made up',
      role: 'user',
      permissions: [],
    },
  });
  expect(created.statusCode, created.body).toBe(201);
  const { id } = created.json().data;
  const reset = await call(`POST users/${id}/reset-password`, { payload: { newPassword: 'another one, made up too' } });
  expect(reset.statusCode, reset.body).toBe(204);
  const workflow = await addWorkflow(hub, { name: 'Of little use' });
  expect((await call(`DELETE system/workflows/${workflow.id}`)).statusCode).toBe(204);
  expect((await call('POST auth/logout', { payload: {} })).statusCode).toBe(204);
});

const refresh = (refreshToken: unknown) =>
  call('POST auth/refresh', { payload: { refreshToken }, headers: { authorization: '' } });

test('13 and 15: a refresh that comes twice gets the same answer, with the user, and signs nobody out', async () => {
  const { refreshToken } = await hub.login();
  const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
  answers.push(await refresh(refreshToken));
  for (const { statusCode, body } of answers) {
    expect(statusCode, body).toBe(200);
    expect(JSON.parse(body).data).toMatchObject({ user: { role: 'superAdmin', permissions: expect.any(Array) } });
  }
  expect(new Set(answers.map((answer) => answer.json().data.refreshToken)).size).toBe(1);
  const last = answers[0]?.json().data.accessToken;
  expect((await call('GET auth/me', { headers: bearer(last) })).statusCode).toBe(200);
});

test.each(['x', 'x.y.z', '', 'eyJhbGciOiJub25lIn0.e30.'])('14: the access token %j gets a 401', async (unusable) => {
  for (const path of ['assets', 'auth/me', 'users', 'system/workflows', `assets/${NONE}`]) {
    expect((await call(`GET ${path}`, { headers: bearer(unusable) })).statusCode, path).toBe(401);
  }
});

test('14: so does one that was signed by somebody else, or whose life is over', async () => {
  const forged = `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(43)}`;
  expect((await call('GET assets', { headers: bearer(forged) })).statusCode).toBe(401);
  hub.clock.advance(24 * 3600 * 1000);
  expect((await call('GET assets')).statusCode).toBe(401);
});

test.each(['unusable', 'x.y.z', 'A'.repeat(43)])('14: the refresh token %j gets a 401', async (unusable) => {
  expect((await refresh(unusable)).statusCode).toBe(401);
});

test('16: a person with many tabs is not slowed down', async () => {
  const statuses = new Set<number>();
  for (let tab = 0; tab < 10; tab += 1) {
    const { refreshToken } = await hub.login();
    statuses.add((await refresh(refreshToken)).statusCode);
  }
  expect([...statuses]).toEqual([200]);
});
