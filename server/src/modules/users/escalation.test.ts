import { expect, test } from 'vitest';
import type { TestApp } from '../../../test/app.ts';
import { call, outcome } from '../../../test/people.ts';
import { gatherRanks, type Prey, type Rank, type Ranked, type Ranking } from '../../../test/ranks.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import type { AuditAction } from '../../core/audit-events.ts';
import type { AuditEventAnswer } from '../audit/schema.ts';

// Every known way of lifting oneself or others above what one was given, or of touching those above, tried by everybody
// below.

let ranking: Ranking;
const hub = shareTestApp({}, async (app) => {
  ranking = await gatherRanks(app);
});

/** A request, and what its refusals are recorded as. ID, KEY and SESSION are those of whom it is about. */
type Request = readonly [route: string, recordedAs: AuditAction];
const CREATE: Request = ['POST /users', 'user.create'];
const READ: Request = ['GET /users/ID', 'request.access'];
const UPDATE: Request = ['PATCH /users/ID', 'user.update'];
const STATUS: Request = ['POST /users/ID/status', 'user.set_status'];
const RESET: Request = ['POST /users/ID/reset-password', 'user.reset_password'];
const GRANT: Request = ['PATCH /users/ID/permissions', 'user.set_permissions'];
const REMOVE: Request = ['DELETE /users/ID', 'user.delete'];
const SESSIONS: Request = ['GET /users/ID/sessions', 'request.access'];
const END_SESSIONS: Request = ['DELETE /users/ID/sessions', 'session.end_others'];
const END_SESSION: Request = ['DELETE /users/ID/sessions/SESSION', 'session.end'];
const MAKE_KEY: Request = ['POST /api-keys', 'api_key.create'];
const READ_KEY: Request = ['GET /api-keys/KEY', 'request.access'];
const RENAME_KEY: Request = ['PATCH /api-keys/KEY', 'api_key.update'];
const ROTATE_KEY: Request = ['POST /api-keys/KEY/rotate', 'api_key.rotate'];
const REVOKE_KEY: Request = ['DELETE /api-keys/KEY', 'api_key.revoke'];
const OWN_PASSWORD: Request = ['POST /auth/change-password', 'user.change_password'];

const MANAGE = '403 user_manage_forbidden';
const SUPER = '403 user_manage_super_admin_forbidden';
const CREATION = '403 user_create_forbidden';
const GRANTING = '403 user_grant_forbidden';
const ROLE = '403 user_role_change_forbidden';
const TAKE_OVER = '403 user_take_over_forbidden';
const LACKS = '403 auth_forbidden';
const KEYS = '403 api_key_manage_forbidden';
const INVALID = '400 request_invalid';
const NO_SUPER = '403 user_super_admin_create_forbidden';
const NOT_SUPER = '403 user_super_admin_promote_forbidden';
const STAYS_SUPER = '403 user_super_admin_role_change_forbidden';
const SIGN_IN = '401 auth_unauthorized';

type Refusals = readonly (readonly [Rank, string])[];

/**
 * Who is refused how; undefined stands for those who may. A person's key is refused as they are, nobody at the door. One
 * who was an admin until a moment ago is what a helper is, with the session and the key from before.
 */
function by(
  helper: string,
  admin: string,
  fullAdmin?: string,
  scopedRootKey?: string,
  rootKey?: string,
  environmentKey?: string,
  superAdmin?: string,
): Refusals {
  const codes = {
    anonymous: '401 api_key_missing',
    plain: LACKS,
    ...{ helper, helperKey: helper, formerAdmin: helper, formerAdminKey: helper },
    ...{ admin, adminKey: admin, fullAdmin, fullAdminKey: fullAdmin },
    ...{ scopedRootKey, rootKey, environmentKey, superAdmin },
  };
  return (Object.entries(codes) as [Rank, string | undefined][]).flatMap(([rank, code]) =>
    code === undefined ? [] : [[rank, code] as const],
  );
}

const everybody = (code: string): Refusals => by(code, code, code, code, code, code, code);
/** What concerns the keys of others: managed keys have no say in it, whoever made them. */
const overKeys = (environmentKey?: string, superAdmin?: string): Refusals =>
  by(KEYS, KEYS, KEYS, KEYS, KEYS, environmentKey, superAdmin).map(([rank, code]) =>
    rank === 'plain' ? [rank, KEYS] : [rank, code],
  );
const MANAGED_KEYS: readonly Rank[] = [
  'helperKey',
  'formerAdminKey',
  'adminKey',
  'fullAdminKey',
  'scopedRootKey',
  'rootKey',
];

const ON_ADMIN = by(MANAGE, MANAGE, MANAGE);
const ON_SELF = by(MANAGE, MANAGE, MANAGE, SUPER, SUPER);
const ON_SUPER = by(MANAGE, MANAGE, MANAGE, SUPER, SUPER, SUPER);

const newPassword = 'a cat looks over the edge';
const created = { username: 'lifted', password: newPassword };
const key = { name: 'lifted', permissions: ['assets.delete'] };

type About = keyof Ranking['prey'] | 'self';
type Attempt = readonly [what: string, request: Request, about: About, payload: object | undefined, Refusals];

const ATTEMPTS: readonly Attempt[] = [
  ['W1: make an admin of a user', UPDATE, 'user', { role: 'admin' }, by(MANAGE, ROLE, ROLE)],
  ['W1: make an admin of one who holds less', UPDATE, 'poor', { role: 'admin' }, by(MANAGE, ROLE, ROLE, GRANTING)],
  ['W1: make an admin of oneself', UPDATE, 'self', { role: 'admin' }, [...ON_SELF, ['superAdmin', STAYS_SUPER]]],
  ['W1: make a superAdmin of oneself', UPDATE, 'self', { role: 'superAdmin' }, ON_SELF],
  [
    'W1: make a superAdmin of a user',
    UPDATE,
    'user',
    { role: 'superAdmin' },
    by(MANAGE, NOT_SUPER, NOT_SUPER, NOT_SUPER, NOT_SUPER, NOT_SUPER, NOT_SUPER),
  ],
  [
    'W1: make a superAdmin of an admin',
    UPDATE,
    'admin',
    { role: 'superAdmin' },
    by(MANAGE, MANAGE, MANAGE, NOT_SUPER, NOT_SUPER, NOT_SUPER, NOT_SUPER),
  ],
  ['W1: create an admin', CREATE, 'poor', { ...created, role: 'admin' }, by(CREATION, CREATION, CREATION, GRANTING)],
  ['W1: create a superAdmin', CREATE, 'poor', { ...created, role: 'superAdmin' }, everybody(NO_SUPER)],

  [
    'W2: create one who holds more',
    CREATE,
    'poor',
    { ...created, role: 'user', permissions: ['assets.delete'] },
    by(CREATION, GRANTING, undefined, GRANTING),
  ],
  [
    'W2: create one who holds what the role brings',
    CREATE,
    'poor',
    { ...created, role: 'user' },
    by(CREATION, GRANTING, undefined, GRANTING),
  ],
  [
    'W2: grant more',
    GRANT,
    'poor',
    { permissions: ['assets.read', 'assets.delete'] },
    by(MANAGE, GRANTING, undefined, GRANTING),
  ],
  ['W2: grant oneself more', GRANT, 'self', { permissions: ['assets.delete'] }, ON_SELF],
  ['W2: sign in as one who holds more', RESET, 'user', { newPassword }, by(MANAGE, TAKE_OVER, undefined, TAKE_OVER)],
  [
    'W2: make a key that holds more',
    MAKE_KEY,
    'self',
    key,
    [
      ...by(LACKS, LACKS).filter(([rank]) => !MANAGED_KEYS.includes(rank)),
      ...MANAGED_KEYS.map((rank) => [rank, KEYS] as const),
    ],
  ],
  ['W2: make a key of one who holds more', MAKE_KEY, 'user', { ...key, ownerId: 'ID' }, overKeys(undefined, KEYS)],
  ['W2: be shown a key of one who holds more', ROTATE_KEY, 'user', { overlapDays: 1 }, overKeys(undefined, KEYS)],

  ['W3: disable the superAdmin by the way', UPDATE, 'superAdmin', { isActive: false }, ON_SUPER],
  ['W3: disable the superAdmin', STATUS, 'superAdmin', { isActive: false }, ON_SUPER],
  [
    'W3: disable oneself by the way',
    UPDATE,
    'self',
    { isActive: false },
    [...ON_SELF, ['superAdmin', '403 user_super_admin_disable_forbidden']],
  ],
  [
    'W3: disable oneself',
    STATUS,
    'self',
    { isActive: false },
    [...ON_SELF, ['superAdmin', '403 user_super_admin_disable_forbidden']],
  ],
  ['W3: disable an admin', STATUS, 'admin', { isActive: false }, ON_ADMIN],

  ['W4: set the superAdmin’s password', RESET, 'superAdmin', { newPassword }, ON_SUPER],
  ['W4: rename the superAdmin', UPDATE, 'superAdmin', { username: 'lifted' }, ON_SUPER],
  ['W4: demote the superAdmin', UPDATE, 'superAdmin', { role: 'user' }, [...ON_SUPER, ['superAdmin', STAYS_SUPER]]],
  ['W4: strip the superAdmin', GRANT, 'superAdmin', { permissions: [] }, ON_SUPER],
  ['W4: see the superAdmin’s sessions', SESSIONS, 'superAdmin', undefined, ON_SUPER],
  ['W4: end the superAdmin’s sessions', END_SESSIONS, 'superAdmin', undefined, ON_SUPER],
  ['W4: end a session of the superAdmin’s', END_SESSION, 'superAdmin', undefined, ON_SUPER],
  ['W4: make a key of the superAdmin’s', MAKE_KEY, 'superAdmin', { ...key, ownerId: 'ID' }, overKeys(KEYS)],
  ['W4: see the superAdmin’s key', READ_KEY, 'superAdmin', undefined, overKeys(KEYS)],
  ['W4: rename the superAdmin’s key', RENAME_KEY, 'superAdmin', { name: 'lifted' }, overKeys(KEYS)],
  ['W4: rotate the superAdmin’s key', ROTATE_KEY, 'superAdmin', { overlapDays: 0 }, overKeys(KEYS)],
  ['W4: revoke the superAdmin’s key', REVOKE_KEY, 'superAdmin', undefined, overKeys(KEYS)],
  [
    'W4: change the owner’s password with a key',
    OWN_PASSWORD,
    'self',
    { currentPassword: 'x', newPassword },
    (['anonymous', ...MANAGED_KEYS, 'environmentKey'] as const).map((rank) => [rank, SIGN_IN]),
  ],

  ['W5: a state that is not said', STATUS, 'user', {}, everybody(INVALID)],
  ['W5: a state that is nothing', STATUS, 'user', { isActive: null }, everybody(INVALID)],
  ['W5: the superAdmin’s state that is not said', STATUS, 'superAdmin', {}, everybody(INVALID)],

  ['W6: a role that is not said', CREATE, 'poor', created, everybody(INVALID)],
  ['W6: a role that is nothing', CREATE, 'poor', { ...created, role: null }, everybody(INVALID)],
  ['W6: a role that is none', CREATE, 'poor', { ...created, role: 'root' }, everybody(INVALID)],
  ['W6: a role that is taken away', UPDATE, 'user', { role: null }, everybody(INVALID)],

  [
    'W8: delete the superAdmin',
    REMOVE,
    'superAdmin',
    undefined,
    [...ON_SUPER, ['superAdmin', '403 user_super_admin_delete_forbidden']],
  ],
  ['W8: delete oneself', REMOVE, 'self', undefined, ON_SELF],
  ['W8: delete an admin', REMOVE, 'admin', undefined, ON_ADMIN],
  ['W8: read about an admin', READ, 'admin', undefined, ON_ADMIN],
  ['W8: read about the superAdmin', READ, 'superAdmin', undefined, ON_ADMIN],
];

test.each(ATTEMPTS)('%s is refused to everybody weaker, changes nothing and is recorded', async (...attempt) => {
  const [_what, [route, action], about, payload, refusals] = attempt;
  const before = await peopleIn(hub());
  const seen: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [rank, code] of refusals) {
    const caller = ranking.callers[rank];
    const prey = preyOf(about, caller);
    // What came before is counted no longer: this refusal gets an event of its own.
    await hub().app.services.audit.flush();
    const refused = await outcome(call(hub(), caller.credential, filled(route, prey), filled(payload, prey)));
    const { actor, details, ...event } = await lastRefusal();
    seen[rank] = [refused, event.action, { ...actor, name: undefined }, details.code, event.target.id];
    const target = targetOf(code, route, payload, prey, caller);
    // A credential that the route does not take is not looked up.
    const known = code.startsWith('401') ? ranking.callers.anonymous : caller;
    expected[rank] = [code, action, { ...known.recorded, name: undefined }, code.slice(4), target];
  }
  expect(seen).toEqual(expected);
  expect(await peopleIn(hub())).toEqual(before);
});

/** Of whoever has no account, as a key of the environment, the id is that of nobody. */
const preyOf = (about: About, { userId }: Ranked): Prey =>
  about === 'self' ? { id: userId ?? crypto.randomUUID(), keyId: '', sessionId: '' } : ranking.prey[about];

function filled<T extends string | object | undefined>(template: T, { id, keyId, sessionId }: Prey): T {
  const text = JSON.stringify(template ?? null);
  return (
    JSON.parse(
      text.replace('/ID', `/${id}`).replace('"ID"', `"${id}"`).replace('KEY', keyId).replace('SESSION', sessionId),
    ) ?? undefined
  );
}

/** What the record says that it was about, where it came as far as that. */
function targetOf(code: string, route: string, payload: object | undefined, prey: Prey, caller: Ranked): string | null {
  if (code === KEYS) {
    const isManagedKey = caller.recorded.kind === 'apiKey' && caller.userId !== null;
    if (isManagedKey) return null;
    return route.includes('KEY') ? prey.keyId : payload && 'ownerId' in payload ? prey.id : null;
  }
  return code.startsWith('403 user_') && route.includes('ID') ? prey.id : null;
}

async function lastRefusal(): Promise<AuditEventAnswer> {
  const { credential } = ranking.callers.superAdmin;
  const answer = await call(hub(), credential, 'GET /audit?outcome=refused&pageSize=1');
  const [event] = answer.json<{ data: { items: AuditEventAnswer[] } }>().data.items;
  if (!event) throw new Error('Nothing was refused.');
  return event;
}

/** Everything that somebody could have changed. */
async function peopleIn({ db }: TestApp) {
  return {
    users: await db.selectFrom('users').selectAll().orderBy('id').execute(),
    grants: await db.selectFrom('user_permissions').selectAll().orderBy('user_id').orderBy('permission').execute(),
    keys: await db
      .selectFrom('api_keys')
      .select(['id', 'owner_id', 'name', 'key_hash', 'revoked_at'])
      .orderBy('id')
      .execute(),
    sessions: await db.selectFrom('sessions').select(['id', 'ended_at']).orderBy('id').execute(),
  };
}
