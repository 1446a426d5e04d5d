import { hash } from '@node-rs/argon2';
import { newId, type UserId } from '../src/core/ids.ts';
import type { Permission, Role } from '../src/core/permissions.ts';
import type { Db } from '../src/db/database.ts';
import { insertUser, normalizeUsername, type UserRow } from '../src/modules/users/repo.ts';

export interface NewTestUser {
  readonly username?: string;
  readonly password?: string;
  readonly role?: Exclude<Role, 'superAdmin'>;
  readonly permissions?: readonly Permission[];
  readonly isActive?: boolean;
}

/** The least that argon2id can do: these passwords guard nothing. */
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** Puts an account into the database, with exactly these permissions. */
export async function addUser(db: Db, user: NewTestUser = {}): Promise<UserRow & { password: string }> {
  const {
    username = 'mika',
    password = 'mikas long password',
    role = 'user',
    permissions = [],
    isActive = true,
  } = user;
  const row: UserRow = {
    id: newId<UserId>(),
    username,
    normalized_username: normalizeUsername(username),
    password_hash: await hash(password, CHEAP),
    role,
    is_active: isActive ? 1 : 0,
    created_at: 0,
    updated_at: 0,
    last_login_at: null,
  };
  await db.transaction().execute((trx) => insertUser(trx, row, permissions));
  return { ...row, password };
}
