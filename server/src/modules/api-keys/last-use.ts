import type { ClientInfo } from '../../core/actor.ts';
import { MINUTE } from '../../core/clock.ts';
import type { ApiKeyId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import { noteUse } from './repo.ts';

/** Of uses within this time one is written. */
const WRITE_EVERY_MS = 5 * MINUTE;
const MAX_ENTRIES = 10_000;
const MAX_USER_AGENT_CHARACTERS = 512;

/** Notes when, from where and by which client a key was last used, behind the request that used it. */
export interface LastUse {
  /** @param lastUsedAt what the database is known to have */
  note(id: ApiKeyId, lastUsedAt: number | null, client: ClientInfo, now: number): void;
  /** Resolves when all that was noted is written. */
  settled(): Promise<void>;
}

export function createLastUse(db: Db, log: { error(fields: object, message: string): void }): LastUse {
  const noted = new Map<ApiKeyId, number>();
  const writes = new Set<Promise<void>>();

  const write = async (id: ApiKeyId, { address, userAgent }: ClientInfo, at: number): Promise<void> => {
    // After what the request itself asks of the database.
    await new Promise((resolve) => setImmediate(resolve));
    const use = { at, address, userAgent: userAgent.slice(0, MAX_USER_AGENT_CHARACTERS) };
    try {
      await noteUse(db, id, use, at - WRITE_EVERY_MS);
    } catch (error) {
      log.error({ err: error, keyId: id }, 'the use of a key could not be noted');
    }
  };

  return {
    note(id, lastUsedAt, client, now) {
      const last = Math.max(noted.get(id) ?? 0, lastUsedAt ?? 0);
      if (now - last < WRITE_EVERY_MS) return;
      if (noted.size >= MAX_ENTRIES) noted.clear();
      noted.set(id, now);
      const written = write(id, client, now);
      writes.add(written);
      void written.finally(() => writes.delete(written));
    },
    async settled() {
      await Promise.all(writes);
    },
  };
}
