import type { Transaction } from 'kysely';
import { authorize, type Grant } from '../../core/actor.ts';
import type { AuditAction, AuditDetails } from '../../core/audit-events.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { newId, type UserId } from '../../core/ids.ts';
import type { PasswordHashing } from '../../core/password-hashing.ts';
import { checkNewPassword } from '../../core/password-rules.ts';
import { knownPermissions, type Permission, ROLE_DEFAULTS, type Role } from '../../core/permissions.ts';
import type { Doer } from '../../core/ranks.ts';
import type { Db } from '../../db/database.ts';
import { isUniqueViolation } from '../../db/dialects.ts';
import type { Flag, Tables } from '../../db/tables.ts';
import type { Audit, Recorder } from '../audit/service.ts';
import type { Sessions } from '../sessions/service.ts';
import { type Account, checkedUsername, notFound, targetOf } from './account.ts';
import { toFilter, toOrder, toPage } from './list-request.ts';
import * as policy from './policy.ts';
import { presentUser } from './present.ts';
import * as repo from './repo.ts';
import type { NewUser, User, UserListRequest, UserPage, UserPatch } from './schema.ts';

/** No list is longer, and few hubs have that many people. */
const MAX_LISTED = 10_000;

/** Somebody with the permission, or the operator at the machine. */
type By<P extends Permission> = Grant<P> | 'system';

/**
 * What people do to the accounts of others. Each change but the creation throws, in this order: `user_not_found`, then
 * what `policy.ts` refuses, then what is wrong with the values.
 */
export interface UserManagement {
  /** Everybody whom the caller may see, the newest first. */
  listAll(by: By<'users.read'>): Promise<User[]>;
  list(grant: Grant<'users.read'>, request: UserListRequest): Promise<UserPage>;
  get(grant: Grant<'users.read'>, id: UserId): Promise<User>;
  /** @throws AppError `user_username_conflict`, `user_password_…` or what `policy.ts` refuses */
  create(by: By<'users.create'>, user: NewUser): Promise<User>;
  /** Absent fields stay. Another role brings its own permissions. @throws AppError also `user_username_conflict` */
  patch(grant: Grant<'users.update'>, id: UserId, patch: UserPatch): Promise<User>;
  /** Disabling ends all sessions. */
  setStatus(by: By<'users.disable'>, id: UserId, isActive: boolean): Promise<User>;
  /** Ends all sessions. @throws AppError also `user_password_…` */
  resetPassword(by: By<'users.update'>, id: UserId, newPassword: string): Promise<void>;
  /** Replaces all permissions; unknown ones are left out. */
  setPermissions(grant: Grant<'users.managePermissions'>, id: UserId, permissions: readonly string[]): Promise<User>;
  delete(grant: Grant<'users.delete'>, id: UserId): Promise<void>;
}

export interface UserManagementOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly hashing: PasswordHashing;
  readonly sessions: Sessions;
  /** Told of every change, as {@link Sessions.forgetUser} is. */
  readonly apiKeys: { forgetOwner(id: UserId): void };
  readonly minPasswordLength: number;
}

/** What a change made of an account, and how it is recorded. */
interface Changed {
  readonly user: repo.UserRow;
  readonly permissions: readonly Permission[];
  readonly action: AuditAction;
  readonly details?: AuditDetails;
}

export function createUserManagement(options: UserManagementOptions): UserManagement {
  const { db, clock, audit, hashing, sessions, apiKeys, minPasswordLength: minLength } = options;

  /** One change to an account that the caller manages: its row locked, checked as it is by then, recorded last. */
  const change = async (
    by: Recorder,
    id: UserId,
    work: (trx: Transaction<Tables>, before: Account, at: number) => Promise<Changed>,
  ): Promise<User> => {
    const after = await db.transaction().execute(async (trx) => {
      const before = await repo.lockAccount(trx, id);
      if (!before) throw notFound(id);
      policy.checkManage(doerOf(by), before);
      const changed = await work(trx, before, clock.now());
      await audit.record(trx, by, { action: changed.action, target: targetOf(before.user), details: changed.details });
      return changed;
    });
    sessions.forgetUser(id);
    apiKeys.forgetOwner(id);
    return presentUser(after.user, after.permissions);
  };

  return {
    async listAll(by) {
      const filter = toFilter({}, visibleTo(by));
      return filter.roles.length === 0
        ? []
        : (await repo.listAccounts(db, filter, toOrder({}), MAX_LISTED, 0)).map(present);
    },

    async list(grant, request) {
      const { page, pageSize } = toPage(request);
      const filter = toFilter(request, visibleTo(grant));
      if (filter.roles.length === 0) return { items: [], page, pageSize, total: 0 };
      const accounts = await repo.listAccounts(db, filter, toOrder(request), pageSize, (page - 1) * pageSize);
      return { items: accounts.map(present), page, pageSize, total: await repo.countMatching(db, filter) };
    },

    async get(grant, id) {
      const account = await repo.findAccount(db, id);
      if (!account) throw notFound(id);
      policy.checkRead(grant.actor, account);
      return present(account);
    },

    async create(by, { password, role, isActive, permissions: asked, ...rest }) {
      const permissions = asked?.length ? knownPermissions(asked) : ROLE_DEFAULTS[role];
      policy.checkCreate(doerOf(by), role);
      policy.checkGrant(doerOf(by), permissions);
      if (role === 'superAdmin' && (await repo.hasSuperAdmin(db))) {
        throw new AppError('user_super_admin_create_forbidden', 'There is a superAdmin already.');
      }
      const username = checkedUsername(rest.username).toLowerCase();
      if (await repo.findUserByName(db, username)) throw conflict();
      await checkNewPassword(password, { username, minLength });
      const now = clock.now();
      const user: repo.UserRow = {
        id: newId(),
        username,
        normalized_username: repo.normalizeUsername(username),
        password_hash: await hashing.hash(password),
        role,
        is_active: toFlag(isActive ?? true),
        created_at: now,
        updated_at: now,
        last_login_at: null,
      };
      const details = { role, isActive: isActive ?? true, permissions };
      await db
        .transaction()
        .execute(async (trx) => {
          await repo.insertUser(trx, user, permissions);
          await audit.record(trx, by, { action: 'user.create', target: targetOf(user), details });
        })
        .catch(throwConflict);
      return presentUser(user, permissions);
    },

    patch(grant, id, { username, role, isActive }) {
      if (isActive !== undefined) authorize(grant, 'users.disable');
      return change(grant, id, async (trx, before, at) => {
        const newRole = role ?? before.user.role;
        const permissions = newRole === before.user.role ? before.permissions : ROLE_DEFAULTS[newRole];
        policy.checkRoleChange(grant.actor, before, newRole);
        policy.checkGrant(grant.actor, permissions, before);
        if (isActive === false) policy.checkDisable(grant.actor, before);
        const name = username == null ? before.user.username : checkedUsername(username).toLowerCase();
        const user = await repo.updateUser(trx, id, {
          username: name,
          normalized_username: repo.normalizeUsername(name),
          role: newRole,
          is_active: toFlag(isActive ?? before.user.is_active === 1),
          updated_at: at,
        });
        if (permissions !== before.permissions) await repo.replacePermissions(trx, id, permissions);
        if (isActive === false) await sessions.endWithin(trx, id, 'user_disabled');
        const details = {
          ...(name !== before.user.username && { username: name }),
          ...(newRole !== before.user.role && { role: newRole, formerRole: before.user.role }),
          ...(isActive !== undefined && { isActive }),
        };
        return { user, permissions, action: 'user.update', details };
      }).catch(throwConflict);
    },

    setStatus: (by, id, isActive) =>
      change(by, id, async (trx, before, at) => {
        if (!isActive) policy.checkDisable(doerOf(by), before);
        const user = await repo.updateUser(trx, id, { is_active: toFlag(isActive), updated_at: at });
        if (!isActive) await sessions.endWithin(trx, id, 'user_disabled');
        return { user, permissions: before.permissions, action: 'user.set_status', details: { isActive } };
      }),

    async resetPassword(by, id, newPassword) {
      const account = await repo.findAccount(db, id);
      if (!account) throw notFound(id);
      // Asked here as well, because hashing is the dear part.
      policy.checkManage(doerOf(by), account);
      policy.checkTakeOver(doerOf(by), account);
      await checkNewPassword(newPassword, { username: account.user.username, minLength, field: 'newPassword' });
      const passwordHash = await hashing.hash(newPassword);
      await change(by, id, async (trx, before, at) => {
        policy.checkTakeOver(doerOf(by), before);
        const user = await repo.updateUser(trx, id, { password_hash: passwordHash, updated_at: at });
        await sessions.endWithin(trx, id, 'password_reset');
        return { user, permissions: before.permissions, action: 'user.reset_password' };
      });
    },

    setPermissions: (grant, id, asked) =>
      change(grant, id, async (trx, before) => {
        const permissions = knownPermissions(asked);
        policy.checkPermissionsChange(grant.actor, before);
        policy.checkGrant(grant.actor, permissions, before);
        await repo.replacePermissions(trx, id, permissions);
        return { user: before.user, permissions, action: 'user.set_permissions', details: { permissions } };
      }),

    async delete(grant, id) {
      await change(grant, id, async (trx, before) => {
        policy.checkDelete(grant.actor, before);
        await sessions.removeWithin(trx, id);
        await repo.deleteUser(trx, id);
        return { ...before, action: 'user.delete' };
      });
    },
  };
}

const doerOf = (by: Recorder): Doer => (by === 'system' ? by : by.actor);

const present = ({ user, permissions }: Account): User => presentUser(user, permissions);

const toFlag = (value: boolean): Flag => (value ? 1 : 0);

const visibleTo = (by: Recorder): readonly Role[] => policy.visibleRoles(doerOf(by));

const conflict = () => new AppError('user_username_conflict', undefined, { field: 'username' });

/** Two at the same time asked for one name: the database lets one of them have it. */
function throwConflict(error: unknown): never {
  throw isUniqueViolation(error) ? conflict() : error;
}
