import type { Transaction } from 'kysely';
import { type Clock, DAY } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { SessionId, UserId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { SessionEnd, Tables } from '../../db/tables.ts';
import type { Audit, Recorder } from '../audit/service.ts';
import { presentSession } from './present.ts';
import type { Principals } from './principals.ts';
import * as repo from './repo.ts';
import type { Session } from './schema.ts';

/** So long a session that ended with a warning is shown. */
const WARNING_SHOWN_MS = 7 * DAY;

/** Somebody's sessions: looking at them and ending them. */
export interface SessionList {
  /** Live ones, and lately ended ones with a warning; the last seen first. `current` is marked. */
  list(userId: UserId, current: SessionId | undefined): Promise<Session[]>;
  /** Ends one of somebody's sessions; one that has ended stays so. @throws AppError `session_not_found` */
  endOne(caller: Recorder, userId: UserId, sessionId: SessionId): Promise<void>;
  /** Ends all of somebody's live sessions but `except`; returns how many. */
  endOthers(caller: Recorder, userId: UserId, except: SessionId | undefined): Promise<number>;
  /** The same within a change that ends them, which records it. {@link forgetUser} must follow. */
  endWithin(trx: Transaction<Tables>, userId: UserId, reason: SessionEnd, except?: SessionId): Promise<number>;
  /** Removes all sessions of an account within its removal. {@link forgetUser} must follow. */
  removeWithin(trx: Transaction<Tables>, userId: UserId): Promise<void>;
  /** Makes the next request look afresh at what somebody may do; to be called after each change to an account. */
  forgetUser(userId: UserId): void;
}

export interface SessionListOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly principals: Principals;
}

export function createSessionList({ db, clock, audit, principals }: SessionListOptions): SessionList {
  const endWithin: SessionList['endWithin'] = (trx, userId, reason, except) =>
    repo.endSessionsOf(trx, userId, clock.now(), reason, except);

  return {
    async list(userId, current) {
      const now = clock.now();
      const rows = await repo.listSessions(db, userId, now, now - WARNING_SHOWN_MS);
      return rows.map((row) => presentSession(row, current));
    },
    async endOne(caller, userId, sessionId) {
      await db.transaction().execute(async (trx) => {
        if (!(await repo.isSessionOf(trx, sessionId, userId))) throw new AppError('session_not_found');
        if (!(await repo.endSession(trx, sessionId, clock.now(), 'revoked'))) return;
        await audit.record(trx, caller, {
          action: 'session.end',
          target: { kind: 'session', id: sessionId },
          details: { userId, reason: 'revoked' },
        });
      });
      principals.forgetSession(sessionId);
    },
    async endOthers(caller, userId, except) {
      const ended = await db.transaction().execute(async (trx) => {
        const ended = await endWithin(trx, userId, 'revoked', except);
        if (ended > 0) {
          await audit.record(trx, caller, {
            action: 'session.end_others',
            target: { kind: 'user', id: userId },
            details: { ended },
          });
        }
        return ended;
      });
      principals.forgetUser(userId);
      return ended;
    },
    endWithin,
    removeWithin: repo.deleteSessionsOf,
    forgetUser: principals.forgetUser,
  };
}
