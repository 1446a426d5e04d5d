import { authorize } from '../../core/actor.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { ApiKeyId, UserId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Recorder } from '../audit/service.ts';
import type { EnvironmentKeys } from './environment.ts';
import type { LastUse } from './last-use.ts';
import { presentKey } from './present.ts';
import { type KeyManager, managerOf, ownerOf, reaches, scopeOf, selfOf } from './reach.ts';
import * as repo from './repo.ts';
import type { ApiKeyAnswer, ApiKeyPage, ApiKeyQuery } from './schema.ts';

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

/** A key that the caller reaches. */
export interface ReachedKey {
  readonly key: repo.OwnedKeyRow;
  readonly manager: KeyManager;
}

/** Finding and showing keys, within what the caller reaches. */
export interface KeyReading {
  list(caller: Recorder, query: ApiKeyQuery): Promise<ApiKeyPage>;
  get(caller: Recorder, id: ApiKeyId): Promise<ApiKeyAnswer>;
  /**
   * A key of the caller's own, or of somebody whom the caller manages with this permission.
   * @throws AppError `api_key_not_found`, `api_key_manage_forbidden` or `auth_forbidden`
   */
  reach(caller: Recorder, id: ApiKeyId, permission: 'users.read' | 'users.update'): Promise<ReachedKey>;
  /** A key as it is now, for whom it was reached already. @throws AppError `api_key_not_found` */
  show(id: ApiKeyId): Promise<ApiKeyAnswer>;
}

export interface KeyReadingOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly environment: EnvironmentKeys;
  readonly lastUse: LastUse;
}

export function createKeyReading({ db, clock, environment, lastUse }: KeyReadingOptions): KeyReading {
  const show = async (id: ApiKeyId): Promise<ApiKeyAnswer> => {
    await lastUse.settled();
    const key = await repo.findKey(db, id);
    if (!key) throw new AppError('api_key_not_found');
    const grants = await repo.listGrants(db, [key.owner_id]);
    return presentKey(key, grants.get(key.owner_id) ?? [], clock.now());
  };

  const reach: KeyReading['reach'] = async (caller, id, permission) => {
    const manager = managerOf(caller);
    const key = await repo.findKey(db, id);
    if (!key) throw new AppError('api_key_not_found');
    if (!reaches(scopeOf(manager), ownerOf(key))) throw outOfReach(key);
    if (key.owner_id !== selfOf(manager) && caller !== 'system') authorize(caller, permission);
    return { key, manager };
  };

  return {
    reach,
    show,
    async list(caller, { all = false, ownerId, status, cursor, pageSize = DEFAULT_PAGE_SIZE }) {
      const manager = managerOf(caller);
      const self = selfOf(manager);
      const others = all || self === undefined || (ownerId !== undefined && ownerId !== self);
      if (others && caller !== 'system') authorize(caller, 'users.read');
      await lastUse.settled();
      const now = clock.now();
      const size = Math.min(Math.max(pageSize, 1), MAX_PAGE_SIZE);
      const rows = await repo.listKeys(db, {
        scope: others ? scopeOf(manager) : { self, roles: [] },
        ownerId: ownerId as UserId | undefined,
        status,
        before: cursor as ApiKeyId | undefined,
        now,
        // One more than asked for tells whether there are older ones.
        limit: size + 1,
      });
      const keys = rows.slice(0, size);
      const grants = await repo.listGrants(db, [...new Set(keys.map((key) => key.owner_id))]);
      // A fingerprint lets its reader try guesses, so it is not for everybody.
      const showsEnvironment = caller === 'system' || caller.actor.permissions.has('settings.read');
      return {
        items: keys.map((key) => presentKey(key, grants.get(key.owner_id) ?? [], now)),
        nextCursor: rows.length > size ? (keys.at(-1)?.id ?? null) : null,
        environmentKeys: showsEnvironment
          ? environment.fingerprints.map((fingerprint) => ({ name: `api-key:${fingerprint}`, fingerprint }))
          : [],
      };
    },
    async get(caller, id) {
      await reach(caller, id, 'users.read');
      return show(id);
    },
  };
}

/** The refusal of somebody who does not reach a key, for the record with what it was about. */
export const outOfReach = (key: repo.OwnedKeyRow): AppError =>
  new AppError('api_key_manage_forbidden', undefined, { target: { kind: 'apiKey', id: key.id, name: key.name } });
