import type { InjectOptions } from 'fastify';
import { PERMISSIONS, type Permission } from '../src/core/permissions.ts';
import type { UserRow } from '../src/modules/users/service.ts';
import { makeKey } from './api-keys.ts';
import { API_KEY, bearer, type TestApp } from './app.ts';
import { addUser, type NewTestUser } from './users.ts';

/** Somebody who asks: the credential, and the account when there is one. */
export interface Person {
  readonly credential: string | undefined;
  readonly account: (UserRow & { password: string }) | undefined;
}

const names = ['anonymous', 'plain', 'helper', 'admin', 'superAdmin', 'environmentKey', 'managedKey'] as const;
export type PersonName = (typeof names)[number];
export type People = Readonly<Record<PersonName, Person>>;

/** A new account that is signed in. */
async function addPerson(hub: TestApp, user: NewTestUser): Promise<Required<Person> & { credential: string }> {
  const account = await addUser(hub.db, user);
  const { accessToken } = await hub.login(account.username, account.password);
  return { credential: accessToken, account };
}

/**
 * One of each: a user without permissions, a user with all of them, an admin with all of them, the superAdmin, a key of
 * the environment and a key of the superAdmin's with all permissions.
 */
export async function gatherPeople(hub: TestApp): Promise<People> {
  const { accessToken } = await hub.login();
  const permissions: Permission[] = [...PERMISSIONS];
  const { key } = await makeKey(hub, accessToken, { name: 'all', permissions, expiresInDays: 7 });
  return {
    anonymous: { credential: undefined, account: undefined },
    plain: await addPerson(hub, { username: 'plain' }),
    helper: await addPerson(hub, { username: 'helper', permissions }),
    admin: await addPerson(hub, { username: 'an-admin', role: 'admin', permissions }),
    superAdmin: { credential: accessToken, account: undefined },
    environmentKey: { credential: API_KEY, account: undefined },
    managedKey: { credential: key, account: undefined },
  };
}

/** Any request, `METHOD /path` below `/api/v1`. */
export const call = (hub: TestApp, credential: string | undefined, route: string, payload?: object) => {
  const [method, path] = route.split(' ');
  return hub.server.inject({
    method: method as InjectOptions['method'] & string,
    url: `/api/v1${path}`,
    headers: credential === undefined ? {} : bearer(credential),
    ...(payload && { payload }),
  });
};

/** The status, and behind it the code of a refusal: `403 auth_forbidden`. */
export async function outcome(request: ReturnType<typeof call>): Promise<string> {
  const answer = await request;
  if (answer.statusCode < 400) return String(answer.statusCode);
  return `${answer.statusCode} ${answer.json<{ error: { code: string } }>().error.code}`;
}

/** The id of the account that the settings make. */
export async function superAdminId(hub: TestApp): Promise<string> {
  const row = await hub.db.selectFrom('users').select('id').where('role', '=', 'superAdmin').executeTakeFirstOrThrow();
  return row.id;
}
