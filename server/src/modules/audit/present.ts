import { toTimestamp } from '../../core/clock.ts';
import type { AuditRow } from './repo.ts';
import type { AuditEventAnswer } from './schema.ts';

export const presentEvent = (row: AuditRow): AuditEventAnswer => ({
  seq: row.seq,
  atUtc: toTimestamp(row.at),
  action: row.action,
  outcome: row.outcome,
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, credential: row.credential },
  address: row.address,
  userAgent: row.user_agent,
  traceId: row.trace_id,
  target: { kind: row.target_kind, id: row.target_id, name: row.target_name },
  details: JSON.parse(row.details_json) as Record<string, unknown>,
  previousHash: row.previous_hash,
  hash: row.hash,
});
