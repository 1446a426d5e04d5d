import type { UserActor } from '../../core/actor.ts';
import { SECOND } from '../../core/clock.ts';
import type { SessionId, UserId } from '../../core/ids.ts';
import { ALL_PERMISSIONS } from '../../core/permissions.ts';
import type { Db } from '../../db/database.ts';
import { findPrincipal } from './repo.ts';

/**
 * How long another process's change may go unseen here: it counts within 5 s, the way there and back included. Changes of
 * this process are told at once.
 */
const MAX_AGE_MS = 4 * SECOND;
const MAX_ENTRIES = 10_000;

/** What a session id stands for right now. */
export type Principal = UserActor | 'ended' | 'inactive';

/** Looks up who a session belongs to and what they may do, with a small memory. */
export interface Principals {
  find(sessionId: SessionId, now: number): Promise<Principal>;
  forgetSession(sessionId: SessionId): void;
  forgetUser(userId: UserId): void;
}

export function createPrincipals(db: Db): Principals {
  const entries = new Map<SessionId, { principal: Principal; loadedAt: number; userId: UserId | undefined }>();
  // Counts changes, so that a look-up that began before one is not remembered after it.
  let changes = 0;

  return {
    async find(sessionId, now) {
      const entry = entries.get(sessionId);
      if (entry && now - entry.loadedAt < MAX_AGE_MS && now >= entry.loadedAt) return entry.principal;
      const changesBefore = changes;
      const { principal, userId } = await load(db, sessionId, now);
      if (changes === changesBefore) {
        if (entries.size >= MAX_ENTRIES) entries.clear();
        entries.set(sessionId, { principal, loadedAt: now, userId });
      }
      return principal;
    },
    forgetSession(sessionId) {
      changes += 1;
      entries.delete(sessionId);
    },
    forgetUser(userId) {
      changes += 1;
      for (const [id, entry] of entries) if (entry.userId === userId) entries.delete(id);
    },
  };
}

async function load(
  db: Db,
  sessionId: SessionId,
  now: number,
): Promise<{ principal: Principal; userId: UserId | undefined }> {
  const rows = await findPrincipal(db, sessionId);
  const [first] = rows;
  if (!first) return { principal: 'ended', userId: undefined };
  // Said first: disabling an account has ended its sessions as well.
  if (first.is_active !== 1) return { principal: 'inactive', userId: first.user_id };
  if (first.ended_at !== null || first.expires_at <= now) return { principal: 'ended', userId: first.user_id };
  const permissions =
    first.role === 'superAdmin'
      ? ALL_PERMISSIONS
      : new Set(rows.flatMap(({ permission }) => (permission ? [permission] : [])));
  const { user_id: userId, username, role } = first;
  return { principal: { kind: 'user', userId, sessionId, username, role, permissions }, userId };
}
