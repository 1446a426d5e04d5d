import { sql, type Transaction } from 'kysely';
import type { Db } from '../../db/database.ts';
import { prepareQuery, rowOf } from '../../db/prepared-query.ts';
import type { Tables } from '../../db/tables.ts';
import { type AuditRow, type ChainHead, hashOf, type UnhashedRow } from './chain.ts';

type Trx = Transaction<Tables>;

export type { AuditRow } from './chain.ts';

/** What an event consists of before it has its place in the chain. */
export type NewAuditRow = Omit<UnhashedRow, 'seq' | 'previous_hash'>;

/** Puts an event at the end of the chain. Other writers wait for it until the transaction ends, so it comes last. */
export async function appendEvent(trx: Trx, event: NewAuditRow): Promise<void> {
  const [head] = (await advanceHead(trx, {})).rows;
  if (!head) throw new Error('The head of the audit chain is missing.');
  const row = { ...event, seq: head.seq, previous_hash: head.hash };
  const hash = hashOf(row);
  await insertEvent(trx, { ...row, hash });
  await setHeadHash(trx, { hash });
}

const advanceHead = prepareQuery((db) =>
  db
    .updateTable('audit_head')
    .set((e) => ({ seq: e('seq', '+', 1) }))
    .where('id', '=', 1)
    .returning(['seq', 'hash']),
);

const COLUMNS = [
  'seq',
  'at',
  'action',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_name',
  'credential',
  'address',
  'user_agent',
  'trace_id',
  'target_kind',
  'target_id',
  'target_name',
  'details_json',
  'previous_hash',
  'hash',
] as const satisfies (keyof AuditRow)[];

const insertEvent = prepareQuery<AuditRow>((db, value) => db.insertInto('audit_events').values(rowOf(value, COLUMNS)));

const setHeadHash = prepareQuery<{ hash: string }>((db, value) =>
  db
    .updateTable('audit_head')
    .set({ hash: value('hash') })
    .where('id', '=', 1),
);

export const findHead = (db: Db): Promise<ChainHead | undefined> =>
  db.selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', 1).executeTakeFirst();

/** Numbers of rows that stand before the first event or behind the head, as nothing of ours has written them. */
export async function listOutside(db: Db, limit: number): Promise<number[]> {
  // One statement, so that head and rows are of one moment: events may be recorded meanwhile.
  const rows = await db
    .selectFrom('audit_events')
    .select('seq')
    .where((e) =>
      e.or([e('seq', '<', 1), e('seq', '>', e.selectFrom('audit_head').select('audit_head.seq').where('id', '=', 1))]),
    )
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ seq }) => seq);
}

/** Events after a number and up to another, oldest first. */
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
  readonly credential?: string;
  readonly targetKind?: string;
  readonly targetId?: string;
  readonly address?: string;
  /** Instants, inclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** The events of {@link findEvents}. */
export const listEvents = (
  db: Db,
  filter: AuditFilter,
  before: number | undefined,
  limit: number,
): Promise<AuditRow[]> => findEvents(db, filter, before, limit).execute();

/** The query for the newest events that a filter leaves. @param before only events with a smaller number */
export const findEvents = (db: Db, filter: AuditFilter, before: number | undefined, limit: number) => {
  // From the one that mostly leaves the fewest events to the one that leaves the most.
  const equal = [
    ['target_id', filter.targetId],
    ['credential', filter.credential],
    ['actor_id', filter.actorId],
    ['address', filter.address],
    ['action', filter.action],
    ['target_kind', filter.targetKind],
    ['outcome', filter.outcome],
  ] as const;
  let query = db.selectFrom('audit_events').selectAll();
  let isFirst = true;
  for (const [column, value] of equal) {
    if (value === undefined) continue;
    // Each has an index, and SQLite, which knows no numbers, might take the one of all pictures for the one of a picture.
    const only = isFirst
      ? sql<boolean>`${sql.ref(column)} = ${value}`
      : sql<boolean>`(${sql.ref(column)} || '') = ${value}`;
    query = query.where(only);
    isFirst = false;
  }
  if (filter.from !== undefined) query = query.where('at', '>=', filter.from);
  if (filter.to !== undefined) query = query.where('at', '<=', filter.to);
  if (before !== undefined) query = query.where('seq', '<', before);
  return query.orderBy('seq', 'desc').limit(limit);
};
