import type { Transaction } from 'kysely';
import type { UserId } from '../../core/ids.ts';
import type { Permission } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import type { Tables, UsersTable } from '../../db/tables.ts';

export type UserRow = UsersTable;

/** User names are compared in upper case, as NekoHub's database has them. */
export const normalizeUsername = (username: string): string => username.trim().toUpperCase();

export const findUserByName = (db: Db, username: string): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('normalized_username', '=', normalizeUsername(username)).executeTakeFirst();

export const findUser = (db: Db, id: UserId): Promise<UserRow | undefined> =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();

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

export async function insertUser(
  trx: Transaction<Tables>,
  user: UserRow,
  permissions: readonly Permission[],
): Promise<void> {
  await trx.insertInto('users').values(user).execute();
  if (permissions.length > 0) {
    await trx
      .insertInto('user_permissions')
      .values(permissions.map((permission) => ({ user_id: user.id, permission })))
      .execute();
  }
}

export async function recordSignIn(trx: Transaction<Tables>, id: UserId, at: number): Promise<void> {
  await trx.updateTable('users').set({ last_login_at: at, updated_at: at }).where('id', '=', id).execute();
}
