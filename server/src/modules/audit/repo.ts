import type { Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { type AuditRow, hashOf, type UnhashedRow } from './chain.ts';

type Trx = Transaction<Tables>;

export type { AuditRow } from './chain.ts';

/** What an event consists of before it has its place in the chain. */
export type NewAuditRow = Omit<UnhashedRow, 'seq' | 'previous_hash'>;

/** Puts an event at the end of the chain. Other writers wait for it until the transaction ends, so it comes last. */
export async function appendEvent(trx: Trx, event: NewAuditRow): Promise<void> {
  const head = await trx
    .updateTable('audit_head')
    .set((e) => ({ seq: e('seq', '+', 1) }))
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  const row = { ...event, seq: head.seq, previous_hash: head.hash };
  const hash = hashOf(row);
  await trx
    .insertInto('audit_events')
    .values({ ...row, hash })
    .execute();
  await trx.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
}

export const findHead = (db: Db): Promise<{ seq: number; hash: string }> =>
  db.selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', 1).executeTakeFirstOrThrow();

/** Events after a number, oldest first. */
export const listEventsAfter = (db: Db, seq: number, upTo: number, limit: number): Promise<AuditRow[]> =>
  db
    .selectFrom('audit_events')
    .selectAll()
    .where('seq', '>', seq)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .limit(limit)
    .execute();

/** Which events a list shows; newest first. */
export interface AuditFilter {
  readonly action?: AuditRow['action'];
  readonly outcome?: AuditRow['outcome'];
  readonly actorId?: string;
  readonly targetKind?: string;
  readonly targetId?: string;
  readonly address?: string;
  /** Instants, inclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** @param before only events with a smaller number */
export const listEvents = (
  db: Db,
  filter: AuditFilter,
  before: number | undefined,
  limit: number,
): Promise<AuditRow[]> => {
  const equal = {
    action: filter.action,
    outcome: filter.outcome,
    actor_id: filter.actorId,
    target_kind: filter.targetKind,
    target_id: filter.targetId,
    address: filter.address,
  };
  let query = db.selectFrom('audit_events').selectAll();
  for (const [column, value] of Object.entries(equal)) {
    if (value !== undefined) query = query.where(column as keyof typeof equal, '=', value);
  }
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('at', '<=', filter.to);
  if (before !== undefined) query = query.where('seq', '<', before);
  return query.orderBy('seq', 'desc').limit(limit).execute();
};
