import type { Transaction } from 'kysely';
import type { Actor, Caller, Grant } from '../../core/actor.ts';
import type { AuditEvent } from '../../core/audit-events.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { type ChainFault, walkChain } from './chain.ts';
import { presentEvent } from './present.ts';
import { createRefusals } from './refusals.ts';
import * as repo from './repo.ts';
import type { AuditEventAnswer, AuditFilters } from './schema.ts';

export type { ChainFault } from './chain.ts';

const BATCH = 1000;
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;
const MAX_USER_AGENT_CHARACTERS = 512;

/** The record of what happened: append-only, each event carrying the hash of the one before. */
export interface Audit {
  /**
   * Records a change in the change's own transaction, as its last statement: whoever records next waits for it.
   * Events of one transaction get one line each, in this order.
   */
  record(trx: Transaction<Tables>, caller: Recorder, event: AuditEvent): Promise<void>;
  /**
   * Records a refusal. The same one again within a minute is counted, and written as one event with `repeated`, so that
   * nobody can fill the table by asking. Never rejects: what was refused stays refused.
   */
  recordRefusal(caller: Caller, event: AuditEvent): Promise<void>;
  /** Writes the counts of refusals that were repeated; to be called now and then, and at the end. */
  flush(): Promise<void>;
  /** Newest first. @throws AppError `request_invalid` for a time that is none */
  list(
    grant: Grant<'audit.read'>,
    filters: AuditFilters,
    cursor: number | undefined,
    pageSize: number | undefined,
  ): Promise<{ items: AuditEventAnswer[]; nextCursor: number | null }>;
  /** The same without pages: a line of JSON for each event. @throws AppError as {@link list} */
  export(grant: Grant<'audit.read'>, filters: AuditFilters): AsyncIterable<string>;
  /** Recomputes the whole chain. Of rows outside of it the first 1,000 are named. */
  verify(): Promise<{ events: number; hash: string; faults: ChainFault[] }>;
}

/** Whom an event names: a caller, or the program itself (a command of the operator, a job). */
export type Recorder = Caller | 'system';

export interface AuditOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

export function createAudit({ db, clock, log }: AuditOptions): Audit {
  const record: Audit['record'] = (trx, caller, event) => repo.appendEvent(trx, toRow(caller, event, clock.now()));
  const refusals = createRefusals({
    clock,
    async write(caller, event) {
      try {
        await db.transaction().execute((trx) => record(trx, caller, event));
      } catch (error) {
        log.error({ err: error, action: event.action }, 'a refusal could not be recorded');
      }
    },
  });
  return {
    record,
    recordRefusal: refusals.note,
    flush: refusals.flush,
    async list(_grant, filters, cursor, pageSize = DEFAULT_PAGE_SIZE) {
      const size = Math.min(Math.max(pageSize, 1), MAX_PAGE_SIZE);
      // One more than asked for tells whether there are older ones.
      const rows = await repo.listEvents(db, toFilter(filters), cursor, size + 1);
      const items = rows.slice(0, size).map(presentEvent);
      return { items, nextCursor: rows.length > size ? (items.at(-1)?.seq ?? null) : null };
    },
    export: (_grant, filters) => exportLines(db, toFilter(filters)),
    async verify() {
      const head = await repo.findHead(db);
      const walk = walkChain();
      let last: { seq: number; hash: string } = { seq: 0, hash: '' };
      for (;;) {
        const rows = await repo.listEventsAfter(db, last.seq, head?.seq ?? Number.MAX_SAFE_INTEGER, BATCH);
        for (const row of rows) walk.see(row);
        last = rows.at(-1) ?? last;
        if (rows.length < BATCH) break;
      }
      const outside = await repo.listOutside(db, BATCH);
      const faults = [...walk.end(head), ...outside.map((seq): ChainFault => ({ seq, fault: 'out_of_chain' }))];
      return { events: (head ?? last).seq, hash: (head ?? last).hash, faults };
    },
  };
}

const toFilter = ({ from, to, ...equal }: AuditFilters): repo.AuditFilter => ({
  ...equal,
  from: instantOf(from, 'from'),
  to: instantOf(to, 'to'),
});

function instantOf(text: string | undefined, field: string): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new AppError('request_invalid', `The field ${field} must be a time (ISO 8601).`, { field });
  return at;
}

async function* exportLines(db: Db, filter: repo.AuditFilter): AsyncGenerator<string> {
  let before: number | undefined;
  for (;;) {
    const rows = await repo.listEvents(db, filter, before, BATCH);
    yield rows.map((row) => `${JSON.stringify(presentEvent(row))}\n`).join('');
    if (rows.length < BATCH) return;
    before = rows.at(-1)?.seq;
  }
}

function toRow(caller: Recorder, event: AuditEvent, at: number): repo.NewAuditRow {
  const { action, outcome = 'success', target, details = {} } = event;
  const client = caller === 'system' ? { address: '', userAgent: '', traceId: '' } : caller.client;
  return {
    at,
    action,
    outcome,
    ...actorColumns(caller === 'system' ? undefined : caller.actor),
    address: client.address,
    user_agent: client.userAgent.slice(0, MAX_USER_AGENT_CHARACTERS),
    trace_id: client.traceId,
    target_kind: target?.kind ?? null,
    target_id: target?.id ?? null,
    target_name: target?.name ?? null,
    details_json: JSON.stringify(details),
  };
}

function actorColumns(actor: Actor | undefined) {
  switch (actor?.kind) {
    case 'user':
      return {
        actor_kind: 'user' as const,
        actor_id: actor.userId,
        actor_name: actor.username,
        credential: `session:${actor.sessionId}`,
      };
    case 'managedKey':
      return {
        actor_kind: 'apiKey' as const,
        actor_id: actor.userId,
        actor_name: `${actor.username}, key ${actor.keyName}`,
        credential: actor.name,
      };
    case 'environmentKey':
      return { actor_kind: 'apiKey' as const, actor_id: null, actor_name: actor.name, credential: actor.name };
    case 'anonymous':
      return { actor_kind: 'anonymous' as const, actor_id: null, actor_name: null, credential: null };
    default:
      return { actor_kind: 'system' as const, actor_id: null, actor_name: null, credential: null };
  }
}
