import { toTimestamp, toTimestampOrNull } from '../../core/clock.ts';
import { parseStringList } from '../../core/json-text.ts';
import { knownPermissions, type Permission } from '../../core/permissions.ts';
import { effectivePermissions } from './effective.ts';
import { keyPrefix } from './format.ts';
import type { OwnedKeyRow } from './repo.ts';
import type { ApiKeyAnswer, KeyStatus } from './schema.ts';

/** A key as the API shows it: everything but the key. @param grants its owner's */
export function presentKey(row: OwnedKeyRow, grants: readonly Permission[], now: number): ApiKeyAnswer {
  const permissions = knownPermissions(parseStringList(row.permissions_json));
  const formerIsGood = row.former_key_until !== null && row.former_key_until > now;
  return {
    id: row.id,
    name: row.name,
    prefix: keyPrefix(row.id),
    status: statusOf(row, now),
    owner: {
      id: row.owner_id,
      username: row.owner_username,
      role: row.owner_role,
      isActive: row.owner_is_active === 1,
    },
    permissions,
    effectivePermissions: effectivePermissions(permissions, row.owner_role, grants),
    allowedAddresses: parseStringList(row.allowed_addresses_json),
    createdAtUtc: toTimestamp(row.created_at),
    expiresAtUtc: toTimestampOrNull(row.expires_at),
    rotatedAtUtc: toTimestampOrNull(row.rotated_at),
    formerKeyValidUntilUtc: formerIsGood ? toTimestampOrNull(row.former_key_until) : null,
    revokedAtUtc: toTimestampOrNull(row.revoked_at),
    lastUsedAtUtc: toTimestampOrNull(row.last_used_at),
    lastUsedAddress: row.last_used_address,
    lastUsedClient: row.last_used_user_agent,
  };
}

function statusOf({ revoked_at, expires_at }: OwnedKeyRow, now: number): KeyStatus {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && expires_at <= now ? 'expired' : 'active';
}
