import type { Grant } from '../../core/actor.ts';
import type { SessionId, UserId } from '../../core/ids.ts';
import type { Db } from '../../db/database.ts';
import type { Session } from '../sessions/schema.ts';
import type { Sessions } from '../sessions/service.ts';
import { notFound } from './account.ts';
import * as policy from './policy.ts';
import * as repo from './repo.ts';

/** The sessions of people whom one manages. All throw `user_not_found`, and what `policy.checkManage` refuses. */
export interface UserSessions {
  list(grant: Grant<'users.read'>, id: UserId): Promise<Session[]>;
  /** @throws AppError also `session_not_found` */
  endOne(grant: Grant<'users.update'>, id: UserId, sessionId: SessionId): Promise<void>;
  /** Returns how many were ended. */
  endAll(grant: Grant<'users.update'>, id: UserId): Promise<number>;
}

export function createUserSessions({ db, sessions }: { db: Db; sessions: Sessions }): UserSessions {
  const checkManaged = async (grant: Grant<'users.read'> | Grant<'users.update'>, id: UserId): Promise<void> => {
    const account = await repo.findAccount(db, id);
    if (!account) throw notFound(id);
    policy.checkManage(grant.actor, account);
  };

  return {
    async list(grant, id) {
      await checkManaged(grant, id);
      return sessions.list(id, grant.actor.kind === 'user' ? grant.actor.sessionId : undefined);
    },
    async endOne(grant, id, sessionId) {
      await checkManaged(grant, id);
      await sessions.endOne(grant, id, sessionId);
    },
    async endAll(grant, id) {
      await checkManaged(grant, id);
      return sessions.endOthers(grant, id, undefined);
    },
  };
}
