import type { Caller } from '../../core/actor.ts';
import type { AuditEvent } from '../../core/audit-events.ts';
import { type Clock, MINUTE } from '../../core/clock.ts';
import { networkOf } from '../../core/network.ts';

const WINDOW_MS = MINUTE;
/** More different refusals than this within a window are told apart by their kind alone. */
const MAX_DISTINCT = 1000;

/** Writes the first of equal refusals at once and counts the rest. */
export interface Refusals {
  note(caller: Caller, event: AuditEvent): Promise<void>;
  flush(): Promise<void>;
}

export interface RefusalsOptions {
  readonly clock: Clock;
  write(caller: Caller, event: AuditEvent): Promise<void>;
}

interface Counted {
  readonly caller: Caller;
  readonly event: AuditEvent;
  readonly until: number;
  repeated: number;
}

export function createRefusals({ clock, write }: RefusalsOptions): Refusals {
  const counted = new Map<string, Counted>();

  const writeCount = async ({ caller, event, repeated }: Counted): Promise<void> => {
    if (repeated > 0) await write(caller, { ...event, details: { ...event.details, repeated } });
  };

  /** Ends the windows that are over (all of them when `now` is infinite). */
  const endWindows = async (now: number): Promise<void> => {
    const over = [...counted].filter(([, { until }]) => until <= now);
    // Forgotten first: what comes while the counts are written begins a window of its own.
    for (const [key] of over) counted.delete(key);
    for (const [, entry] of over) await writeCount(entry);
  };

  return {
    async note(caller, event) {
      const now = clock.now();
      if (counted.size >= MAX_DISTINCT) await endWindows(now);
      const key = keyOf(caller, event, counted.size >= MAX_DISTINCT);
      const entry = counted.get(key);
      if (entry && now < entry.until) {
        entry.repeated += 1;
        return;
      }
      counted.set(key, { caller, event, until: now + WINDOW_MS, repeated: 0 });
      if (entry) await writeCount(entry);
      await write(caller, event);
    },
    flush: () => endWindows(Number.POSITIVE_INFINITY),
  };
}

function keyOf(caller: Caller, { action, target, details }: AuditEvent, kindAlone: boolean): string {
  const kind = [action, details?.code];
  if (kindAlone) return JSON.stringify(kind);
  return JSON.stringify([...kind, whoIs(caller), target?.kind, target?.id, details?.permission]);
}

function whoIs({ actor, client }: Caller): string {
  if (actor.kind === 'anonymous') return networkOf(client.address);
  return actor.kind === 'user' ? actor.userId : actor.name;
}
