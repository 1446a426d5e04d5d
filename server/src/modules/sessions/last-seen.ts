import type { ClientInfo } from '../../core/actor.ts';
import { MINUTE } from '../../core/clock.ts';
import type { SessionId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import * as repo from './repo.ts';

/** A session's last use is written this often at most: requests come by the dozen. */
const WRITE_EVERY_MS = 5 * MINUTE;
const MAX_ENTRIES = 10_000;

/** When and where sessions were last seen. */
export interface LastSeen {
  /** Never rejects: who may read is not held up by a database that cannot be written. */
  note(sessionId: SessionId, client: ClientInfo, now: number): Promise<void>;
}

export interface LastSeenOptions {
  readonly db: Db;
  readonly log: { error(fields: object, message: string): void };
}

export function createLastSeen({ db, log }: LastSeenOptions): LastSeen {
  const written = new Map<SessionId, number>();
  return {
    async note(sessionId, { address }, now) {
      const last = written.get(sessionId);
      if (last !== undefined && now - last < WRITE_EVERY_MS) return;
      if (written.size >= MAX_ENTRIES) written.clear();
      written.set(sessionId, now);
      try {
        // Another process may have written just now, and so has a sign-in or a refresh.
        await repo.noteSeen(db, sessionId, { address, at: now, unlessSince: now - WRITE_EVERY_MS });
      } catch (error) {
        log.error({ err: error }, 'the last use of a session could not be noted');
      }
    },
  };
}
