import type { Caller, UserActor } from '../../core/actor.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { PasswordHashing } from '../../core/password-hashing.ts';
import { checkNewPassword } from '../../core/password-rules.ts';
import type { Db } from '../../db/database.ts';
import type { Audit } from '../audit/service.ts';
import type { Sessions } from '../sessions/service.ts';
import { targetOf, type Users } from '../users/service.ts';
import type { PasswordCheck } from './password-check.ts';

/** Changing one's own password. */
export interface OwnPassword {
  /**
   * Asks for the current password, as slowly as a sign-in; ends all other sessions.
   * @throws AppError `user_password_…`, `auth_current_password_wrong` or `server_busy`
   */
  change(caller: Caller & { readonly actor: UserActor }, current: string, next: string): Promise<void>;
}

export interface OwnPasswordOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly hashing: PasswordHashing;
  readonly passwordCheck: PasswordCheck;
  readonly minPasswordLength: number;
}

export function createOwnPassword(options: OwnPasswordOptions): OwnPassword {
  const { db, clock, audit, users, sessions, hashing, passwordCheck, minPasswordLength: minLength } = options;
  return {
    async change(caller, current, next) {
      const { userId, sessionId } = caller.actor;
      const own = await users.find(userId);
      if (!own) throw new AppError('auth_unauthorized', undefined, { credentialSent: true });
      await checkNewPassword(next, { username: own.username, minLength, field: 'newPassword' });
      const wrong = () =>
        new AppError('auth_current_password_wrong', undefined, { field: 'currentPassword', target: targetOf(own) });
      const { user, matches } = await passwordCheck.check(own.username, current, caller.client);
      if (!matches || user?.id !== userId) throw wrong();
      const passwordHash = await hashing.hash(next);
      await db.transaction().execute(async (trx) => {
        // Of two changes at the same time the one that comes second knew a password that is no longer the current one.
        if (!(await users.replacePassword(trx, user, passwordHash, clock.now()))) throw wrong();
        await sessions.endWithin(trx, userId, 'password_changed', sessionId);
        await audit.record(trx, caller, { action: 'user.change_password', target: targetOf(user) });
      });
      sessions.forgetUser(userId);
    },
  };
}
