import { timingSafeEqual } from 'node:crypto';
import type { ManagedKeyActor } from '../../core/actor.ts';
import { SECOND } from '../../core/clock.ts';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import type { ApiKeyId, UserId } from '../../core/ids.ts';
import { parseStringList } from '../../core/json-text.ts';
import { createNetworkList, type NetworkList } from '../../core/network-list.ts';
import { knownPermissions } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import { effectivePermissions } from './effective.ts';
import { findHolder, type OwnedKeyRow } from './repo.ts';

/**
 * How long another process's change may go unseen here: it counts within 5 s, the way there and back included. Changes of
 * this process are told at once.
 */
const MAX_AGE_MS = 4 * SECOND;
const MAX_ENTRIES = 10_000;

/** A presented key: its id, the SHA-256 of the whole, and the address it came from. */
export interface PresentedKey {
  readonly id: ApiKeyId;
  readonly hash: string;
  readonly address: string;
}

/** A key that was found good. */
export interface Holder {
  readonly actor: ManagedKeyActor;
  /** As the database knew it when it was last asked. */
  readonly lastUsedAt: number | null;
}

/** Looks up whose a key is and what it may do, with a small memory. */
export interface Holders {
  /** @throws AppError `api_key_invalid`, `api_key_revoked`, `api_key_expired` or `api_key_address_not_allowed` */
  find(key: PresentedKey, now: number): Promise<Holder>;
  /** The same for a key that somebody proved to have before. @throws AppError as {@link find} */
  recall(id: ApiKeyId, address: string, now: number): Promise<ManagedKeyActor>;
  forgetKey(id: ApiKeyId): void;
  forgetOwner(id: UserId): void;
}

interface Entry extends Holder {
  readonly row: OwnedKeyRow;
  readonly hash: Buffer;
  readonly formerHash: Buffer | undefined;
  /** undefined: from anywhere. */
  readonly networks: NetworkList | undefined;
  readonly loadedAt: number;
}

export function createHolders(db: Db): Holders {
  const entries = new Map<ApiKeyId, Entry>();
  // Counts changes, so that a look-up that began before one is not remembered after it.
  let changes = 0;

  return {
    async find(key, now) {
      const known = entries.get(key.id);
      const isFresh = known && now - known.loadedAt < MAX_AGE_MS && now >= known.loadedAt;
      if (isFresh && !refusalOf(known, key, now)) return holderOf(known, key);
      // Nobody is refused from memory: the key may have been rotated elsewhere a moment ago.
      const changesBefore = changes;
      const entry = await load(db, key.id, now);
      const refusal = entry ? refusalOf(entry, key, now) : 'api_key_invalid';
      if (!entry || refusal) throw refused(refusal ?? 'api_key_invalid', entry);
      if (changes === changesBefore) {
        if (entries.size >= MAX_ENTRIES) entries.clear();
        entries.set(key.id, entry);
      }
      return holderOf(entry, key);
    },
    async recall(id, address, now) {
      const entry = await load(db, id, now);
      const refusal = entry ? refusalOf(entry, { id, hash: entry.row.key_hash, address }, now) : 'api_key_invalid';
      if (!entry || refusal) throw refused(refusal ?? 'api_key_invalid', entry);
      return entry.actor;
    },
    forgetKey(id) {
      changes += 1;
      entries.delete(id);
    },
    forgetOwner(userId) {
      changes += 1;
      for (const [id, { actor }] of entries) if (actor.userId === userId) entries.delete(id);
    },
  };
}

/** What stands against a key; only who has the whole of it is told more than that it is not valid. */
function refusalOf({ row, hash, formerHash, networks }: Entry, key: PresentedKey, now: number): ErrorCode | undefined {
  const isFormer = isSame(key, formerHash);
  if (!isSame(key, hash) && !isFormer) return 'api_key_invalid';
  if (row.revoked_at !== null) return 'api_key_revoked';
  if (isFormer && (row.former_key_until ?? 0) <= now) return 'api_key_expired';
  if (row.expires_at !== null && row.expires_at <= now) return 'api_key_expired';
  if (row.owner_is_active !== 1) return 'api_key_invalid';
  return networks && !networks.includes(key.address) ? 'api_key_address_not_allowed' : undefined;
}

const isSame = ({ hash }: PresentedKey, kept: Buffer | undefined): boolean =>
  kept !== undefined && timingSafeEqual(Buffer.from(hash, 'hex'), kept);

/** A key that was rotated ends with its overlap, which may be before what came of it. */
function holderOf({ actor, row, formerHash, lastUsedAt }: Entry, key: PresentedKey): Holder {
  if (!isSame(key, formerHash)) return { actor, lastUsedAt };
  const ends = [row.former_key_until, row.expires_at].filter((end) => end !== null);
  return { actor: { ...actor, expiresAt: Math.min(...ends) }, lastUsedAt };
}

const refused = (code: ErrorCode, entry: Entry | undefined): AppError =>
  new AppError(code, undefined, {
    target: entry && { kind: 'apiKey', id: entry.row.id, name: entry.row.name },
  });

async function load(db: Db, id: ApiKeyId, now: number): Promise<Entry | undefined> {
  const rows = await findHolder(db, id);
  const [row] = rows;
  if (!row) return undefined;
  const networks = parseStringList(row.allowed_addresses_json);
  const grants = rows.flatMap(({ permission }) => (permission ? [permission] : []));
  const given = knownPermissions(parseStringList(row.permissions_json));
  return {
    actor: {
      kind: 'managedKey',
      keyId: row.id,
      keyName: row.name,
      name: `api-key:${row.id}`,
      userId: row.owner_id,
      username: row.owner_username,
      role: row.owner_role,
      permissions: new Set(effectivePermissions(given, row.owner_role, grants)),
      expiresAt: row.expires_at,
    },
    lastUsedAt: row.last_used_at,
    row,
    hash: Buffer.from(row.key_hash, 'hex'),
    formerHash: row.former_key_hash === null ? undefined : Buffer.from(row.former_key_hash, 'hex'),
    networks: networks.length > 0 ? createNetworkList(networks) : undefined,
    loadedAt: now,
  };
}
