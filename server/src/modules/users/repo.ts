import { sql, type Transaction, type Updateable } from 'kysely';
import type { UserId } from '../../core/ids.ts';
import type { Permission, Role } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import { byteOrder } from '../../db/dialects.ts';
import type { Tables, UsersTable } from '../../db/tables.ts';
import { type Account, composed } from './account.ts';
import type { UserListRequest } from './schema.ts';

type Trx = Transaction<Tables>;
export type UserRow = UsersTable;

/** User names are compared in upper case, as NekoHub's database has them. */
export const normalizeUsername = (username: string): string => composed(username).toUpperCase();

export const findUserByName = (db: Db, username: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('normalized_username', '=', normalizeUsername(username)).executeTakeFirst();

export const findUser = (db: Db, id: UserId): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

export async function findAccount(db: Db, id: UserId): Promise<Account | undefined> {
  const user = await findUser(db, id);
  return user && { user, permissions: await listPermissions(db, id) };
}

/** The account, which nobody else can change until the transaction ends. */
export async function lockAccount(trx: Trx, id: UserId): Promise<Account | undefined> {
  // An update that changes nothing is the one row lock that both databases know.
  const user = await trx
    .updateTable('users')
    .set((e) => ({ id: e.ref('id') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return user && { user, permissions: await listPermissions(trx, id) };
}

export async function listPermissions(db: Db, id: UserId): Promise<Permission[]> {
  const rows = await db.selectFrom('user_permissions').select('permission').where('user_id', '=', id).execute();
  return rows.map((row) => row.permission);
}

export async function countUsers(db: Db): Promise<number> {
  const { users } = await db
    .selectFrom('users')
    .select((e) => e.fn.countAll<number>().as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

export async function hasSuperAdmin(db: Db): Promise<boolean> {
  const row = await db.selectFrom('users').select('id').where('role', '=', 'superAdmin').executeTakeFirst();
  return row !== undefined;
}

/** Which accounts a list shows. */
export interface UserFilter {
  /** Part of the user name, in any case. */
  readonly query: string | undefined;
  readonly roles: readonly Role[];
  readonly isActive: boolean | undefined;
}

const matching = (db: Db, { query, roles, isActive }: UserFilter) => {
  let users = db.selectFrom('users').where('role', 'in', [...roles]);
  if (isActive !== undefined) users = users.where('is_active', '=', isActive ? 1 : 0);
  if (query === undefined) return users;
  const part = normalizeUsername(query).replaceAll(/[\\%_]/g, '\\$&');
  return users.where(sql<boolean>`normalized_username like ${`%${part}%`} escape '\\'`);
};

export async function countMatching(db: Db, filter: UserFilter): Promise<number> {
  const { users } = await matching(db, filter)
    .select((e) => e.fn.countAll<number>().as('users'))
    .executeTakeFirstOrThrow();
  return Number(users);
}

/** In which order a list shows accounts; those that are alike go by name. */
export interface UserOrder {
  /** Who never signed in counts as the longest ago. */
  readonly by: NonNullable<UserListRequest['orderBy']>;
  readonly direction: 'asc' | 'desc';
}

const orderOf = (db: Db, by: UserOrder['by'], table: 'users' | 'page') =>
  ({
    createdAt: sql.ref(`${table}.created_at`),
    lastLoginAt: sql`coalesce(${sql.ref(`${table}.last_login_at`)}, 0)`,
    username: byteOrder(db, `${table}.username`),
  })[by];

/** One query, with a row for each permission. */
export async function listAccounts(
  db: Db,
  filter: UserFilter,
  { by, direction }: UserOrder,
  limit: number,
  offset: number,
): Promise<Account[]> {
  const page = matching(db, filter)
    .selectAll()
    .orderBy(orderOf(db, by, 'users'), direction)
    .orderBy(byteOrder(db, 'username'))
    .limit(limit)
    .offset(offset);
  const rows = await db
    .selectFrom(page.as('page'))
    .leftJoin('user_permissions', 'user_permissions.user_id', 'page.id')
    .selectAll('page')
    .select('user_permissions.permission')
    .orderBy(orderOf(db, by, 'page'), direction)
    .orderBy(byteOrder(db, 'page.username'))
    .execute();
  const accounts = new Map<UserId, { user: UserRow; permissions: Permission[] }>();
  for (const { permission, ...user } of rows) {
    const account = accounts.get(user.id) ?? { user, permissions: [] };
    accounts.set(user.id, account);
    if (permission) account.permissions.push(permission);
  }
  return [...accounts.values()];
}

export async function insertUser(trx: Trx, user: UserRow, permissions: readonly Permission[]): Promise<void> {
  await trx.insertInto('users').values(user).execute();
  await insertPermissions(trx, user.id, permissions);
}

export const updateUser = (trx: Trx, id: UserId, values: Updateable<UsersTable>): Promise<UserRow> =>
  trx.updateTable('users').set(values).where('id', '=', id).returningAll().executeTakeFirstOrThrow();

/** Takes all grants away and gives these. */
export async function replacePermissions(trx: Trx, id: UserId, permissions: readonly Permission[]): Promise<void> {
  await trx.deleteFrom('user_permissions').where('user_id', '=', id).execute();
  await insertPermissions(trx, id, permissions);
}

async function insertPermissions(trx: Trx, id: UserId, permissions: readonly Permission[]): Promise<void> {
  if (permissions.length === 0) return;
  const rows = permissions.map((permission) => ({ user_id: id, permission }));
  await trx.insertInto('user_permissions').values(rows).execute();
}

/**
 * One password hash of each kind that begins as NekoHub's do: 12 characters of base64 are the marker, the function and
 * how often it is repeated.
 */
export async function listFormerHashes(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select((e) => e.fn.min<string>('password_hash').as('hash'))
    .where('password_hash', 'like', 'AQ%')
    .groupBy((e) => [
      e.fn<string>('substr', ['password_hash', e.lit(1), e.lit(12)]),
      e.fn<number>('length', ['password_hash']),
    ])
    .limit(limit)
    .execute();
  return rows.map(({ hash }) => hash);
}

/** Removes the account; its grants and sessions go with it. */
export async function deleteUser(trx: Trx, id: UserId): Promise<void> {
  await trx.deleteFrom('users').where('id', '=', id).execute();
}

/**
 * Notes a sign-in, if the account is still active and its password still the one that was checked; returns whether.
 * @param passwordHash the hash to keep from now on
 */
export async function recordSignIn(trx: Trx, user: UserRow, passwordHash: string, at: number): Promise<boolean> {
  const row = await trx
    .updateTable('users')
    .set({ last_login_at: at, updated_at: at, password_hash: passwordHash })
    .where('id', '=', user.id)
    .where('is_active', '=', 1)
    .where('password_hash', '=', user.password_hash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Sets a hash in place of the one that `user` had; returns whether it still had that one. */
export async function replacePassword(trx: Trx, user: UserRow, passwordHash: string, at: number): Promise<boolean> {
  const row = await trx
    .updateTable('users')
    .set({ password_hash: passwordHash, updated_at: at })
    .where('id', '=', user.id)
    .where('is_active', '=', 1)
    .where('password_hash', '=', user.password_hash)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
