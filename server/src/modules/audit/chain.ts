import { sha256Hex } from '../../core/hashing.ts';
import type { AuditEventsTable } from '../../db/tables.ts';

export type AuditRow = AuditEventsTable;
export type UnhashedRow = Omit<AuditRow, 'hash'>;

/** What the first event carries as the hash of the one before. */
const CHAIN_START = '0'.repeat(64);

/** SHA-256 over every column in a fixed order, the hash of the row before included, as the database gives them back. */
export function hashOf(row: UnhashedRow): string {
  return sha256Hex(
    JSON.stringify(
      [
        Number(row.seq),
        Number(row.at),
        row.action,
        row.outcome,
        row.actor_kind,
        row.actor_id,
        row.actor_name,
        row.credential,
        row.address,
        row.user_agent,
        row.trace_id,
        row.target_kind,
        row.target_id,
        row.target_name,
        row.details_json,
        row.previous_hash,
      ].map((value) => (typeof value === 'string' ? value.toWellFormed() : value)),
    ),
  );
}

/** A place where the chain does not hold. */
export interface ChainFault {
  readonly seq: number;
  /** The last of several events in a row with the same fault. */
  readonly upTo?: number;
  /** `head_missing`: nothing says any more whether events were taken from the end. */
  readonly fault: 'changed' | 'missing' | 'out_of_chain' | 'head_missing';
}

/** Number and hash of the last event. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Walks events in order and tells what was changed, taken out or put in. */
export interface ChainWalk {
  /** The next row of the table. */
  see(row: AuditRow): void;
  /** All faults, once the last row was seen; `head` says where the chain must end, if there still is one. */
  end(head: ChainHead | undefined): ChainFault[];
}

export function walkChain(): ChainWalk {
  const faults: ChainFault[] = [];
  let last: ChainHead = { seq: 0, hash: CHAIN_START };
  // As one fault: a head that was moved far away stands for more events than memory could hold.
  const missing = (from: number, to: number) => {
    if (from <= to) faults.push({ seq: from, ...(to > from && { upTo: to }), fault: 'missing' });
  };

  return {
    see(row) {
      const gap = row.seq !== last.seq + 1;
      missing(last.seq + 1, row.seq - 1);
      if (hashOf(row) !== row.hash) faults.push({ seq: row.seq, fault: 'changed' });
      // Behind a gap the hash before is unknown; that something is missing has been said.
      else if (!gap && row.previous_hash !== last.hash) faults.push({ seq: row.seq, fault: 'out_of_chain' });
      last = { seq: row.seq, hash: row.hash };
    },
    end(head) {
      if (!head) return [...faults, { seq: last.seq, fault: 'head_missing' }];
      missing(last.seq + 1, head.seq);
      if (last.seq === head.seq && last.hash !== head.hash && !faults.some(({ seq }) => seq === last.seq)) {
        faults.push({ seq: last.seq, fault: 'out_of_chain' });
      }
      return faults;
    },
  };
}
