import type { Transaction } from 'kysely';
import type { Actor, Caller } from '../../core/actor.ts';
import type { AuditEvent } from '../../core/audit-events.ts';
import type { Clock } from '../../core/clock.ts';
import type { Db } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import { type ChainFault, walkChain } from './chain.ts';
import { createRefusals } from './refusals.ts';
import * as repo from './repo.ts';

const BATCH = 1000;
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
  /** Recomputes the whole chain. */
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
    async verify() {
      const head = await repo.findHead(db);
      const walk = walkChain();
      let last = 0;
      for (;;) {
        const rows = await repo.listEventsAfter(db, last, head.seq, BATCH);
        for (const row of rows) walk.see(row);
        last = rows.at(-1)?.seq ?? head.seq;
        if (rows.length < BATCH) break;
      }
      return { events: head.seq, hash: head.hash, faults: walk.end(head) };
    },
  };
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
    case 'apiKey':
      return { actor_kind: 'apiKey' as const, actor_id: null, actor_name: actor.name, credential: actor.name };
    case 'anonymous':
      return { actor_kind: 'anonymous' as const, actor_id: null, actor_name: null, credential: null };
    default:
      return { actor_kind: 'system' as const, actor_id: null, actor_name: null, credential: null };
  }
}
