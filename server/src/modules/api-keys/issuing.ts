import { type Clock, DAY, toTimestampOrNull } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { type ApiKeyId, newId, type UserId } from '../../core/ids.ts';
import { ALL_PERMISSIONS, type Permission } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import type { Audit, Recorder } from '../audit/service.ts';
import { checkedAddresses, checkedName, chosenPermissions } from './checks.ts';
import { expiryOf } from './expiry.ts';
import { makeKey } from './format.ts';
import { type KeyManager, managerOf, mayHoldKeysOf, ownerOf, selfOf } from './reach.ts';
import { outOfReach, type ReachedKey } from './reading.ts';
import * as repo from './repo.ts';
import type { CreateApiKey, RotateApiKey } from './schema.ts';

/** A key that was just made: told once, here. */
export interface MadeKey {
  readonly id: ApiKeyId;
  readonly key: string;
}

/** Making keys: new ones, and new secrets for old ones. */
export interface KeyIssuing {
  create(caller: Recorder, request: CreateApiKey): Promise<MadeKey>;
  rotate(caller: Recorder, reached: ReachedKey, request: RotateApiKey): Promise<MadeKey>;
}

export interface KeyIssuingOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly maxPerOwner: number;
}

export function createKeyIssuing({ db, clock, audit, maxPerOwner }: KeyIssuingOptions): KeyIssuing {
  return {
    async create(caller, request) {
      const manager = managerOf(caller);
      const name = checkedName(request.name);
      const now = clock.now();
      const expiresAt = expiryOf(request, now);
      const addresses = checkedAddresses(request.allowedAddresses ?? []);
      const owner = await findOwner(db, manager, request.ownerId as UserId | undefined);
      const held = await heldBy(db, manager, owner);
      const permissions = chosenPermissions(request, held);
      requireHeld(permissions, held, manager);

      const id = newId<ApiKeyId>();
      const key = makeKey(id).reveal();
      const row: repo.ApiKeyRow = {
        id,
        owner_id: owner.id,
        name,
        key_hash: sha256Hex(key),
        former_key_hash: null,
        former_key_until: null,
        permissions_json: JSON.stringify(permissions),
        allowed_addresses_json: JSON.stringify(addresses),
        created_at: now,
        expires_at: expiresAt,
        rotated_at: null,
        revoked_at: null,
        last_used_at: null,
        last_used_address: null,
        last_used_user_agent: null,
      };
      await db.transaction().execute(async (trx) => {
        // The owner may be removed at this moment. And counting and adding is one step: of several at the same time
        // none goes over the limit.
        if (!(await repo.lockOwner(trx, owner.id))) throw ownerNotFound();
        if ((await repo.countLiveKeys(trx, owner.id, now)) >= maxPerOwner) {
          throw new AppError('api_key_limit_reached', `There are ${maxPerOwner} keys already. Revoke one first.`);
        }
        await repo.insertKey(trx, row);
        await audit.record(trx, caller, {
          action: 'api_key.create',
          target: { kind: 'apiKey', id, name },
          details: {
            ownerId: owner.id,
            permissions,
            allowedAddresses: addresses,
            expiresAtUtc: toTimestampOrNull(expiresAt),
          },
        });
      });
      return { id, key };
    },

    async rotate(caller, { key: current, manager }, request) {
      // Who sees the new key has it: an administrator would take on what somebody else may do.
      if (!mayHoldKeysOf(manager, ownerOf(current))) throw outOfReach(current);
      const now = clock.now();
      const wasGood = current.expires_at === null || current.expires_at > now;
      const expiresAt = expiryOf(request, now, wasGood ? current.expires_at : now);
      if (expiresAt !== null && expiresAt <= now) {
        const field = 'expiresInDays';
        throw new AppError('request_invalid', `The key has expired. Say with ${field} how long it is good again.`, {
          field,
        });
      }
      const id = current.id;
      const key = makeKey(id).reveal();
      const rotation: repo.Rotation = {
        key_hash: sha256Hex(key),
        former_key_hash: current.key_hash,
        // What had expired does not come back to life, and what ends is not prolonged.
        former_key_until: wasGood
          ? Math.min(now + request.overlapDays * DAY, current.expires_at ?? Number.POSITIVE_INFINITY)
          : now,
        rotated_at: now,
        expires_at: expiresAt,
      };
      await db.transaction().execute(async (trx) => {
        if (!(await repo.rotateKey(trx, id, current.key_hash, rotation))) throw new AppError('api_key_conflict');
        await audit.record(trx, caller, {
          action: 'api_key.rotate',
          target: { kind: 'apiKey', id, name: current.name },
          details: { overlapDays: request.overlapDays, expiresAtUtc: toTimestampOrNull(expiresAt) },
        });
      });
      return { id, key };
    },
  };
}

/** For whom a key is made: people make theirs, the others say whose. */
async function findOwner(db: Db, manager: KeyManager, asked: UserId | undefined): Promise<repo.OwnerRow> {
  const id = asked ?? selfOf(manager);
  if (id === undefined) throw new AppError('request_invalid', 'The field ownerId is required.', { field: 'ownerId' });
  const owner = await repo.findOwner(db, id);
  if (!owner) throw ownerNotFound();
  if (!mayHoldKeysOf(manager, owner)) {
    const target = { kind: 'user', id: owner.id, name: owner.username } as const;
    throw new AppError('api_key_manage_forbidden', undefined, { target });
  }
  return owner;
}

const ownerNotFound = () => new AppError('user_not_found', undefined, { field: 'ownerId' });

/** The most that a key can be given: what its maker holds, and of that what its owner holds. */
async function heldBy(db: Db, manager: KeyManager, owner: repo.OwnerRow): Promise<ReadonlySet<Permission>> {
  if (manager !== 'system' && manager.kind === 'user') return manager.permissions;
  if (owner.role === 'superAdmin') return ALL_PERMISSIONS;
  const grants = await repo.listGrants(db, [owner.id]);
  return new Set(grants.get(owner.id));
}

function requireHeld(permissions: readonly Permission[], held: ReadonlySet<Permission>, manager: KeyManager): void {
  const permission = permissions.find((wanted) => !held.has(wanted));
  if (permission === undefined) return;
  const who = selfOf(manager) === undefined ? 'The owner does not have' : 'You do not have';
  throw new AppError('auth_forbidden', `${who} the permission ${permission}.`, { permission });
}
