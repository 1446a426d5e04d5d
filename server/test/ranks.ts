import { sha256Hex } from '../src/core/hashing.ts';
import { newId } from '../src/core/ids.ts';
import { PERMISSIONS, type Permission, type Role } from '../src/core/permissions.ts';
import { makeKey } from './api-keys.ts';
import { API_KEY, type TestApp } from './app.ts';
import { call, outcome } from './people.ts';
import { decodeToken } from './tokens.ts';
import { addUser } from './users.ts';

/** All that is about people, and nothing else. */
const USERS_PERMISSIONS = PERMISSIONS.filter((permission) => permission.startsWith('users.'));

/**
 * Everybody from nobody up to the superAdmin. `plain` holds nothing; `helper` and `admin` all of `users.*`; `formerAdmin`
 * the same, and was an admin until a moment ago; `fullAdmin` everything. `…Key` is a managed key of theirs with all that
 * they hold, `rootKey` one of the superAdmin's; `scopedRootKey` another, with `users.*` alone.
 */
export const RANKS = [
  'anonymous',
  'plain',
  'helper',
  'helperKey',
  'formerAdmin',
  'formerAdminKey',
  'admin',
  'adminKey',
  'fullAdmin',
  'fullAdminKey',
  'scopedRootKey',
  'rootKey',
  'environmentKey',
  'superAdmin',
] as const;

export type Rank = (typeof RANKS)[number];

/** Somebody who asks, and how the record names them. */
export interface Ranked {
  readonly credential: string | undefined;
  /** Whose account it is; of a key, its owner's. */
  readonly userId: string | null;
  readonly recorded: { kind: 'anonymous' | 'user' | 'apiKey'; id: string | null; credential: string | null };
}

/** An account that others try something on, with a key and a session of its own. */
export interface Prey {
  readonly id: string;
  readonly keyId: string;
  readonly sessionId: string;
}

export interface Ranking {
  readonly callers: Readonly<Record<Rank, Ranked>>;
  /** `poor` may only look at pictures; the others hold everything. */
  readonly prey: Readonly<Record<'poor' | 'user' | 'admin' | 'superAdmin', Prey>>;
}

const sessionOf = (accessToken: string): string => String(decodeToken(accessToken).payload.sid);

export async function gatherRanks(hub: TestApp): Promise<Ranking> {
  const root = await hub.login();
  const rootId = root.user.id;

  const person = async (role: Exclude<Role, 'superAdmin'>, permissions: readonly Permission[]) => {
    const account = await addUser(hub.db, { username: `${role}-${newId()}`, role, permissions });
    const { accessToken } = await hub.login(account.username, account.password);
    return { id: account.id as string, accessToken };
  };
  const asUser = (id: string, accessToken: string): Ranked => ({
    credential: accessToken,
    userId: id,
    recorded: { kind: 'user', id, credential: `session:${sessionOf(accessToken)}` },
  });
  const asKey = async (owner: string, accessToken: string, permissions: readonly Permission[]): Promise<Ranked> => {
    const { key, apiKey } = await makeKey(hub, accessToken, { permissions: [...permissions] });
    return {
      credential: key,
      userId: owner,
      recorded: { kind: 'apiKey', id: owner, credential: `api-key:${apiKey.id}` },
    };
  };
  const prey = async (id: string, accessToken: string): Promise<Prey> => {
    const { apiKey } = await makeKey(hub, accessToken);
    return { id, keyId: apiKey.id, sessionId: sessionOf(accessToken) };
  };

  /** Takes the role of an admin and gives the permissions back: what was known of both is of before. */
  const demote = async (id: string, credentials: readonly (string | undefined)[]) => {
    for (const credential of credentials) await call(hub, credential, 'GET /users');
    const role = await outcome(call(hub, root.accessToken, `PATCH /users/${id}`, { role: 'user' }));
    const payload = { permissions: USERS_PERMISSIONS };
    const given = await outcome(call(hub, root.accessToken, `PATCH /users/${id}/permissions`, payload));
    if (role !== '200' || given !== '200') throw new Error(`The admin was not demoted: ${role}, ${given}`);
  };

  const plain = await person('user', []);
  const helper = await person('user', USERS_PERMISSIONS);
  const formerAdmin = await person('admin', USERS_PERMISSIONS);
  const formerAdminKey = await asKey(formerAdmin.id, formerAdmin.accessToken, USERS_PERMISSIONS);
  await demote(formerAdmin.id, [formerAdmin.accessToken, formerAdminKey.credential]);
  const admin = await person('admin', USERS_PERMISSIONS);
  const fullAdmin = await person('admin', PERMISSIONS);
  const poorPrey = await person('user', ['assets.read']);
  const userPrey = await person('user', PERMISSIONS);
  const adminPrey = await person('admin', PERMISSIONS);

  return {
    callers: {
      anonymous: { credential: undefined, userId: null, recorded: { kind: 'anonymous', id: null, credential: null } },
      plain: asUser(plain.id, plain.accessToken),
      helper: asUser(helper.id, helper.accessToken),
      helperKey: await asKey(helper.id, helper.accessToken, USERS_PERMISSIONS),
      formerAdmin: asUser(formerAdmin.id, formerAdmin.accessToken),
      formerAdminKey,
      admin: asUser(admin.id, admin.accessToken),
      adminKey: await asKey(admin.id, admin.accessToken, USERS_PERMISSIONS),
      fullAdmin: asUser(fullAdmin.id, fullAdmin.accessToken),
      fullAdminKey: await asKey(fullAdmin.id, fullAdmin.accessToken, PERMISSIONS),
      scopedRootKey: await asKey(rootId, root.accessToken, USERS_PERMISSIONS),
      rootKey: await asKey(rootId, root.accessToken, PERMISSIONS),
      environmentKey: {
        credential: API_KEY,
        userId: null,
        recorded: { kind: 'apiKey', id: null, credential: `api-key:${sha256Hex(API_KEY).slice(0, 16)}` },
      },
      superAdmin: asUser(rootId, root.accessToken),
    },
    prey: {
      poor: await prey(poorPrey.id, poorPrey.accessToken),
      user: await prey(userPrey.id, userPrey.accessToken),
      admin: await prey(adminPrey.id, adminPrey.accessToken),
      superAdmin: await prey(rootId, root.accessToken),
    },
  };
}
