import type { Transaction } from 'kysely';
import type { ApiKeyId, UserId } from '../../core/ids.ts';
import type { Permission, Role } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import type { ApiKeysTable, Flag, Tables } from '../../db/tables.ts';
import type { KeyScope } from './reach.ts';
import type { KeyStatus } from './schema.ts';

type Trx = Transaction<Tables>;
export type ApiKeyRow = ApiKeysTable;

/** A key with what has to be known of its owner. */
export interface OwnedKeyRow extends ApiKeyRow {
  owner_username: string;
  owner_role: Role;
  owner_is_active: Flag;
}

export interface OwnerRow {
  id: UserId;
  username: string;
  role: Role;
}

const ownedKeys = (db: Db) =>
  db
    .selectFrom('api_keys')
    .innerJoin('users', 'users.id', 'api_keys.owner_id')
    .selectAll('api_keys')
    .select(['users.username as owner_username', 'users.role as owner_role', 'users.is_active as owner_is_active']);

export const findKey = (db: Db, id: ApiKeyId): Promise<OwnedKeyRow | undefined> =>
  ownedKeys(db).where('api_keys.id', '=', id).executeTakeFirst();

/** The key with its owner's grants, a row for each of them (one row with null when there is none). */
export const findHolder = (db: Db, id: ApiKeyId): Promise<(OwnedKeyRow & { permission: Permission | null })[]> =>
  ownedKeys(db)
    .leftJoin('user_permissions', 'user_permissions.user_id', 'users.id')
    .select('user_permissions.permission')
    .where('api_keys.id', '=', id)
    .execute();

/** Which keys a list shows. */
export interface KeyFilter {
  readonly scope: KeyScope;
  readonly ownerId?: UserId | undefined;
  readonly status?: KeyStatus | undefined;
  /** Only older ones than this. */
  readonly before?: ApiKeyId | undefined;
  readonly now: number;
  readonly limit: number;
}

/** Newest first. */
export const listKeys = (db: Db, { scope, ownerId, status, before, now, limit }: KeyFilter): Promise<OwnedKeyRow[]> => {
  const { self, roles } = scope;
  let query = ownedKeys(db).where((e) =>
    e.or([
      ...(self === undefined ? [] : [e('users.id', '=', self)]),
      ...(roles.length === 0 ? [] : [e('users.role', 'in', roles)]),
    ]),
  );
  if (ownerId !== undefined) query = query.where('users.id', '=', ownerId);
  if (before !== undefined) query = query.where('api_keys.id', '<', before);
  if (status === 'revoked') query = query.where('api_keys.revoked_at', 'is not', null);
  if (status === 'active' || status === 'expired') query = query.where('api_keys.revoked_at', 'is', null);
  if (status === 'expired') query = query.where('api_keys.expires_at', '<=', now);
  if (status === 'active') {
    query = query.where((e) => e.or([e('api_keys.expires_at', 'is', null), e('api_keys.expires_at', '>', now)]));
  }
  return query.orderBy('api_keys.id', 'desc').limit(limit).execute();
};

/** The grants of several people. */
export async function listGrants(db: Db, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, readonly Permission[]>> {
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('user_permissions').selectAll().where('user_id', 'in', ids).execute();
  const grants = new Map(ids.map((id) => [id, [] as Permission[]]));
  for (const { user_id, permission } of rows) grants.get(user_id)?.push(permission);
  return grants;
}

export const findOwner = (db: Db, id: UserId): Promise<OwnerRow | undefined> =>
  db.selectFrom('users').select(['id', 'username', 'role']).where('id', '=', id).executeTakeFirst();

/** Keeps an account as it is until the transaction ends; undefined when it is gone. */
export const lockOwner = (trx: Trx, id: UserId) =>
  trx
    .updateTable('users')
    // An update that changes nothing is the one row lock that both databases know.
    .set((e) => ({ id: e.ref('id') }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();

/** Keys of an owner that are neither revoked nor expired. */
export async function countLiveKeys(trx: Trx, ownerId: UserId, now: number): Promise<number> {
  const { total } = await trx
    .selectFrom('api_keys')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('owner_id', '=', ownerId)
    .where('revoked_at', 'is', null)
    .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', now)]))
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function insertKey(trx: Trx, key: ApiKeyRow): Promise<void> {
  await trx.insertInto('api_keys').values(key).execute();
}

/** Undefined when the key is gone or revoked. */
export const renameKey = (trx: Trx, id: ApiKeyId, name: string) =>
  trx
    .updateTable('api_keys')
    .set({ name })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();

/** What a rotation changes. */
export type Rotation = Pick<
  ApiKeyRow,
  'key_hash' | 'former_key_hash' | 'former_key_until' | 'rotated_at' | 'expires_at'
>;

/** Of several rotations that saw the same key one is done; the others get undefined, as does one of a revoked key. */
export const rotateKey = (trx: Trx, id: ApiKeyId, seenHash: string, rotation: Rotation) =>
  trx
    .updateTable('api_keys')
    .set(rotation)
    .where('id', '=', id)
    .where('key_hash', '=', seenHash)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();

/** Undefined when there was nothing to revoke any more. */
export const revokeKey = (trx: Trx, id: ApiKeyId, at: number) =>
  trx
    .updateTable('api_keys')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();

/** Notes a use, unless one was noted at or after `notSince`, in this process or another. */
export async function noteUse(
  db: Db,
  id: ApiKeyId,
  use: { at: number; address: string; userAgent: string },
  notSince: number,
): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: use.at, last_used_address: use.address, last_used_user_agent: use.userAgent })
    .where('id', '=', id)
    .where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<=', notSince)]))
    .execute();
}

/** Removes keys that were revoked or ended before `before`. */
export async function removeOldKeys(db: Db, before: number): Promise<void> {
  await db
    .deleteFrom('api_keys')
    .where((e) => e.or([e('revoked_at', '<', before), e('expires_at', '<', before)]))
    .execute();
}
