import { randomBytes } from 'node:crypto';
import { type Clock, MINUTE } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hashing.ts';
import { checkNewPassword } from '../../core/password-rules.ts';
import { Secret } from '../../core/secret.ts';
import type { Db } from '../../db/database.ts';
import type { Recorder } from '../audit/service.ts';
import type { UserRow, Users } from '../users/service.ts';
import * as repo from './setup-repo.ts';

const LINK_LIFE_MS = 30 * MINUTE;
const TOKEN_BYTES = 32;

/** The first account of a new hub. */
export interface Setup {
  /** True as long as there is no user. */
  isRequired(): Promise<boolean>;
  /** A token for the setup page: single use, good for 30 minutes. */
  issueToken(): Promise<Secret<string>>;
  /** Makes the superAdmin. @throws AppError `setup_token_invalid`, `setup_not_required` or a `user_…` code */
  complete(caller: Recorder, token: string, username: string, password: string): Promise<UserRow>;
}

export function createSetup(options: { db: Db; clock: Clock; users: Users; minPasswordLength: number }): Setup {
  const { db, clock, users } = options;
  return {
    isRequired: async () => !(await users.exist()),
    async issueToken() {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      await repo.insertToken(db, sha256Hex(token), clock.now() + LINK_LIFE_MS);
      return new Secret(token);
    },
    async complete(caller, token, username, password) {
      const now = clock.now();
      const hash = sha256Hex(token);
      if (await users.exist()) throw new AppError('setup_not_required');
      // Looked at first, so that a stranger cannot make the server hash passwords.
      if (!(await repo.isTokenGood(db, hash, now))) {
        // Somebody else may have used it since.
        throw new AppError((await users.exist()) ? 'setup_not_required' : 'setup_token_invalid');
      }
      await checkNewPassword(password, { username, minLength: options.minPasswordLength });
      const user = await users.createFirst(caller, username, new Secret(password), async (trx) => {
        if (!(await repo.useToken(trx, hash, now))) throw new AppError('setup_token_invalid');
      });
      if (!user) throw new AppError('setup_not_required');
      return user;
    },
  };
}
