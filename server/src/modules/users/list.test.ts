import { describe, expect, test } from 'vitest';
import { API_KEY } from '../../../test/app.ts';
import { call } from '../../../test/people.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addUser, type NewTestUser } from '../../../test/users.ts';
import { PERMISSIONS } from '../../core/permissions.ts';
import type { User, UserPage } from './schema.ts';

/** Beside the superAdmin, whose account is the newest: in the order in which a list shows them. */
const PEOPLE: readonly (NewTestUser & { username: string; createdAt: number })[] = [
  { username: 'zoe', createdAt: 3000, permissions: ['users.read', 'assets.read'] },
  { username: 'anna', createdAt: 2000, permissions: ['users.read', 'assets.read', 'assets.update'] },
  { username: 'annabel', createdAt: 2000, role: 'admin', permissions: PERMISSIONS },
  { username: 'a%b', createdAt: 1000 },
  { username: 'a\\b', createdAt: 1000 },
  { username: 'a_b', createdAt: 1000, isActive: false },
  { username: 'axb', createdAt: 1000 },
  { username: 'åsa', createdAt: 1000 },
  { username: '猫', createdAt: 1000 },
];
const ALL = ['admin', ...PEOPLE.map(({ username }) => username)];
const USERS = ALL.filter((name) => name !== 'admin' && name !== 'annabel');

const hub = shareTestApp({}, async (app) => {
  // Put in in another order than they are shown in.
  for (const { createdAt, ...person } of PEOPLE.toReversed()) {
    const { id } = await addUser(app.db, person);
    await app.db.updateTable('users').set({ created_at: createdAt }).where('id', '=', id).execute();
  }
});

const passwordOf = 'mikas long password';

/** What somebody is answered; keys of the environment see everybody. */
async function ask(query: string, who = API_KEY): Promise<User[] | UserPage> {
  const credential = who === API_KEY ? who : (await hub().login(who, passwordOf)).accessToken;
  const answer = await call(hub(), credential, `GET /users${query}`);
  expect([query, answer.statusCode]).toEqual([query, 200]);
  return answer.json<{ data: User[] | UserPage }>().data;
}

async function page(query: string, who?: string) {
  const answer = await ask(query, who);
  if (Array.isArray(answer)) throw new Error('This is no page.');
  return { ...answer, items: answer.items.map(({ username }) => username) };
}

test('without parameters the answer is a plain array of everybody, the newest first, then by name in byte order', async () => {
  const users = await ask('');
  expect(Array.isArray(users) && users.map(({ username }) => username)).toEqual(ALL);
  expect(JSON.stringify(users)).not.toMatch(/password|hash|normalized/i);
});

test('a parameter that there is not asks for no page', async () => {
  expect(Array.isArray(await ask('?_=1'))).toBe(true);
});

test('everybody comes once, with all that they hold', async () => {
  const { items } = (await ask('?pageSize=4')) as UserPage;
  expect(items.map(({ username, permissions }) => [username, permissions])).toEqual([
    ['admin', [...PERMISSIONS]],
    ['zoe', ['assets.read', 'users.read']],
    ['anna', ['assets.read', 'assets.update', 'users.read']],
    ['annabel', [...PERMISSIONS].sort()],
  ]);
});

describe('order', () => {
  test.each([
    ['?orderBy=createdAt&pageSize=3', ['admin', 'zoe', 'anna']],
    ['?orderBy=createdAt&orderDirection=asc&pageSize=3', ['a%b', 'a\\b', 'a_b']],
    ['?orderBy=username&orderDirection=asc&pageSize=5', ['a%b', 'a\\b', 'a_b', 'admin', 'anna']],
    ['?orderBy=username&pageSize=3', ['猫', 'åsa', 'zoe']],
    ['?orderBy=username&pageSize=3&page=2', ['axb', 'annabel', 'anna']],
  ])('%s begins with %j', async (query, names) => {
    expect((await page(query)).items).toEqual(names);
  });

  test('of the last sign-in has who never did behind, or before, all others', async () => {
    const signedIn = { anna: 9_000_000_000_000, zoe: 9_000_000_000_001 };
    for (const [username, last_login_at] of Object.entries(signedIn)) {
      await hub().db.updateTable('users').set({ last_login_at }).where('username', '=', username).execute();
    }
    expect((await page('?orderBy=lastLoginAt&pageSize=2')).items).toEqual(['zoe', 'anna']);
    const { items } = await page('?orderBy=lastLoginAt&orderDirection=asc&pageSize=100');
    expect(items.slice(-2)).toEqual(['anna', 'zoe']);
    expect(items.slice(0, 2)).toEqual(['a%b', 'a\\b']);
  });

  test.each(['orderBy=role', 'orderDirection=up'])('%s is refused by name', async (query) => {
    const answer = await call(hub(), API_KEY, `GET /users?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'request_invalid', field: query.split('=')[0] } });
  });
});

describe('search', () => {
  test.each([
    ['?query=ann', ['anna', 'annabel']],
    ['?query=ANN', ['anna', 'annabel']],
    ['?query=nna', ['anna', 'annabel']],
    ['?query=%20anna%20', ['anna', 'annabel']],
    ['?query=abel', ['annabel']],
    ['?query=%25', ['a%b']],
    ['?query=_', ['a_b']],
    ['?query=%5C', ['a\\b']],
    ['?query=a_b', ['a_b']],
    ['?query=%C3%85SA', ['åsa']],
    ['?query=%E7%8C%AB', ['猫']],
    ['?page=1&query=', ALL],
    ['?page=1&query=%20', ALL],
    ['?query=a%00b', []],
    ["?query='%20or%201=1", []],
    ['?query=nobody', []],
    ['?role=superAdmin', ['admin']],
    ['?role=admin', ['annabel']],
    ['?role=user', USERS],
    ['?isActive=false', ['a_b']],
    ['?isActive=true', ALL.filter((name) => name !== 'a_b')],
    ['?query=ann&role=user', ['anna']],
    ['?query=b&role=user&isActive=true', ['a%b', 'a\\b', 'axb']],
    ['?query=ann&role=superAdmin', []],
  ])('%s finds %j', async (query, names) => {
    expect(await page(query)).toEqual({ items: names, page: 1, pageSize: 20, total: names.length });
  });
});

describe('paging', () => {
  test.each([
    ['?page=1&pageSize=4', ALL.slice(0, 4), 1, 4],
    ['?page=2&pageSize=4', ALL.slice(4, 8), 2, 4],
    ['?page=3&pageSize=4', ALL.slice(8), 3, 4],
    ['?page=4&pageSize=4', [], 4, 4],
    ['?page=2', [], 2, 20],
    ['?page=0&pageSize=2', ALL.slice(0, 2), 1, 2],
    ['?page=-7&pageSize=2', ALL.slice(0, 2), 1, 2],
    ['?page=999999999999&pageSize=2', [], 1_000_000, 2],
    ['?pageSize=0', ALL, 1, 20],
    ['?pageSize=101', ALL, 1, 100],
    ['?pageSize=999999999999', ALL, 1, 100],
  ])('%s', async (query, items, number, pageSize) => {
    expect(await page(query)).toEqual({ items, page: number, pageSize, total: ALL.length });
  });
});

test.each([
  ['?page=first', 'page'],
  ['?page=1.5', 'page'],
  ['?role=root', 'role'],
  ['?isActive=perhaps', 'isActive'],
  [`?query=${'x'.repeat(129)}`, 'query'],
])('%s is refused and names %s', async (query, field) => {
  const answer = await call(hub(), API_KEY, `GET /users${query}`);
  expect([answer.statusCode, answer.json().error]).toEqual([
    400,
    expect.objectContaining({ code: 'request_invalid', field }),
  ]);
});

test('an admin finds users alone, and their number; a user finds nobody', async () => {
  expect(await page('?pageSize=2', 'annabel')).toEqual({
    items: USERS.slice(0, 2),
    page: 1,
    pageSize: 2,
    total: USERS.length,
  });
  expect(await page('?query=admin', 'annabel')).toMatchObject({ items: [], total: 0 });
  expect(await page('?role=admin', 'annabel')).toMatchObject({ items: [], total: 0 });
  expect(await ask('', 'annabel')).toHaveLength(USERS.length);
  expect(await page('?page=1', 'anna')).toMatchObject({ items: [], total: 0 });
  expect(await ask('', 'anna')).toEqual([]);
});
