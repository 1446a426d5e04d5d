import { toTimestamp, toTimestampOrNull } from '../../core/clock.ts';
import type { SessionId } from '../../core/ids.ts';
import { deviceOf } from './device.ts';
import type { ListedSession } from './repo.ts';
import type { Session } from './schema.ts';

export const presentSession = (row: ListedSession, current: SessionId | undefined): Session => ({
  id: row.id,
  device: deviceOf(row.user_agent),
  userAgent: row.user_agent,
  address: row.address,
  lastAddress: row.last_address ?? row.address,
  createdAtUtc: toTimestamp(row.created_at),
  lastSeenAtUtc: toTimestamp(row.last_seen_at),
  expiresAtUtc: toTimestamp(Math.min(row.expires_at, row.token_expires_at ?? row.expires_at)),
  endedAtUtc: toTimestampOrNull(row.ended_at),
  isCurrent: row.id === current,
  warning:
    row.warning !== null && row.warned_at !== null ? { code: row.warning, atUtc: toTimestamp(row.warned_at) } : null,
});
