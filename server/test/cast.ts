import type { ApiKeyId } from '../src/core/ids.ts';
import { PERMISSIONS, type Permission } from '../src/core/permissions.ts';
import { makeKey } from './api-keys.ts';
import { API_KEY, type TestApp } from './app.ts';
import { addUser } from './users.ts';

/** Every kind of caller there is; `…With` holds the one permission in question, `…Without` every other one. */
export const CALLERS = [
  'anonymous',
  'userWithout',
  'userWith',
  'admin',
  'superAdmin',
  'environmentKey',
  'keyWithout',
  'keyWith',
  'expiredKey',
  'revokedKey',
  'keyFromElsewhere',
] as const;

export type CallerName = (typeof CALLERS)[number];

/** What each caller sends as its bearer value. */
export type Cast = Readonly<Record<Exclude<CallerName, 'anonymous'>, string>>;

/**
 * Fresh callers for one permission (any, when the question is about none), so that what one does to its own credential
 * concerns nobody else.
 */
export async function createCast(hub: TestApp, permission: Permission = 'assets.read'): Promise<Cast> {
  const { accessToken: superAdmin } = await hub.login();
  const others = PERMISSIONS.filter((other) => other !== permission);
  const token = async (role: 'admin' | 'user', permissions: readonly Permission[]) => {
    const user = await addUser(hub.db, { username: `${role}-${crypto.randomUUID()}`, role, permissions });
    return (await hub.login(user.username, user.password)).accessToken;
  };
  const make = (permissions: readonly Permission[], allowedAddresses: string[] = []) =>
    makeKey(hub, superAdmin, { permissions: [...permissions], allowedAddresses });
  const expired = await make([permission]);
  const revoked = await make([permission]);
  await hub.db
    .updateTable('api_keys')
    .set({ expires_at: 1 })
    .where('id', '=', expired.apiKey.id as ApiKeyId)
    .execute();
  await hub.db
    .updateTable('api_keys')
    .set({ revoked_at: 1 })
    .where('id', '=', revoked.apiKey.id as ApiKeyId)
    .execute();
  return {
    userWithout: await token('user', others),
    userWith: await token('user', [permission]),
    admin: await token('admin', PERMISSIONS),
    superAdmin,
    environmentKey: API_KEY,
    keyWithout: (await make(others)).key,
    keyWith: (await make([permission])).key,
    expiredKey: expired.key,
    revokedKey: revoked.key,
    keyFromElsewhere: (await make([permission], ['203.0.113.0/24'])).key,
  };
}
