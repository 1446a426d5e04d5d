import type { Transaction } from 'kysely';
import { type Clock, MINUTE } from '../../core/clock.ts';
import { newId, type UserId } from '../../core/ids.ts';
import type { PasswordHashing } from '../../core/password-hashing.ts';
import { PERMISSIONS } from '../../core/permissions.ts';
import type { Secret } from '../../core/secret.ts';
import type { Db } from '../../db/database.ts';
import { isUniqueViolation, lockForTransaction } from '../../db/dialects.ts';
import type { Tables } from '../../db/tables.ts';
import type { Audit, Recorder } from '../audit/service.ts';
import { checkedUsername, targetOf } from './account.ts';
import { presentUser } from './present.ts';
import * as repo from './repo.ts';
import type { User } from './schema.ts';

export { targetOf } from './account.ts';
export { normalizeUsername } from './repo.ts';
export type UserRow = repo.UserRow;

const FIRST_USER_LOCK = 0x6e656b6f;
/** Accounts come from NekoHub once, and each gives its hash up when somebody signs in. */
const FORMERS_KNOWN_FOR_MS = MINUTE;
/** Kinds of hashes: the work of all of them is done with each attempt. */
const MAX_FORMERS = 4;

/** Accounts of people. */
export interface Users {
  findByName(username: string): Promise<UserRow | undefined>;
  find(id: UserId): Promise<UserRow | undefined>;
  /** The account as the API shows it, read afresh. */
  present(user: UserRow): Promise<User>;
  /**
   * Notes a sign-in with the password that `user` had; `passwordHash` is kept for it from now on. False when by now
   * the account is disabled or has another password.
   */
  recordSignIn(trx: Transaction<Tables>, user: UserRow, passwordHash: string, at: number): Promise<boolean>;
  /** Gives `user` another password, unless it has got another one meanwhile; returns whether. */
  replacePassword(trx: Transaction<Tables>, user: UserRow, passwordHash: string, at: number): Promise<boolean>;
  /** Of each kind of NekoHub's password hashes that an account has, one; as of a minute ago at most. */
  formerHashes(): Promise<readonly string[]>;
  /** Whether there is any account at all. */
  exist(): Promise<boolean>;
  /**
   * Makes the superAdmin if there are no users yet; `confirm` runs in the same transaction and may refuse.
   * Of two calls at the same time one makes the account and the other returns undefined.
   */
  createFirst(
    caller: Recorder,
    username: string,
    password: Secret<string>,
    confirm?: (trx: Transaction<Tables>) => Promise<void>,
  ): Promise<UserRow | undefined>;
}

export interface UsersOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly hashing: PasswordHashing;
}

export function createUsers({ db, clock, audit, hashing }: UsersOptions): Users {
  let formers: { readonly at: number; readonly hashes: readonly string[] } | undefined;
  return {
    findByName: (username) => repo.findUserByName(db, username),
    find: (id) => repo.findUser(db, id),
    present: async (user) =>
      presentUser(user, user.role === 'superAdmin' ? [] : await repo.listPermissions(db, user.id)),
    recordSignIn: repo.recordSignIn,
    replacePassword: repo.replacePassword,
    async formerHashes() {
      const at = clock.now();
      if (!formers || at < formers.at || at - formers.at >= FORMERS_KNOWN_FOR_MS) {
        formers = { at, hashes: await repo.listFormerHashes(db, MAX_FORMERS) };
      }
      return formers.hashes;
    },
    exist: async () => (await repo.countUsers(db)) > 0,
    async createFirst(caller, username, password, confirm) {
      const now = clock.now();
      // Asked here as well, because hashing is the dear part: every later start comes by with its bootstrap account.
      if ((await repo.countUsers(db)) > 0) return undefined;
      const user: UserRow = {
        id: newId(),
        username: checkedUsername(username),
        normalized_username: repo.normalizeUsername(username),
        password_hash: await hashing.hash(password.reveal()),
        role: 'superAdmin',
        is_active: 1,
        created_at: now,
        updated_at: now,
        last_login_at: null,
      };
      try {
        return await db.transaction().execute(async (trx) => {
          await lockForTransaction(trx, FIRST_USER_LOCK);
          if ((await repo.countUsers(trx)) > 0) return undefined;
          await confirm?.(trx);
          await repo.insertUser(trx, user, PERMISSIONS);
          await audit.record(trx, caller, { action: 'auth.setup', target: targetOf(user) });
          return user;
        });
      } catch (error) {
        if (isUniqueViolation(error)) return undefined;
        throw error;
      }
    },
  };
}
