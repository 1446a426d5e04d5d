import { type Clock, DAY, SECOND } from '../../core/clock.ts';
import { sha256Hex } from '../../core/hashing.ts';
import type { Db } from '../../db/database.ts';
import * as repo from './repo.ts';

/** Somebody unknown to the account may fail this many times as often before everybody unknown has to wait. */
const STRANGERS_FACTOR = 4;
/** And one network at all accounts together that it is unknown to: an office full of people has to fit in. */
const NETWORK_FACTOR = 20;
/** Failures older than this are forgotten. */
const MEMORY_MS = DAY;

/** Where an attempt to sign in comes from. */
export interface Attempt {
  /** The normalised user name, of an account that need not exist. */
  readonly username: string;
  readonly network: string;
  /** Whether the account was signed in to from that network before: its owner is let in while strangers guess. */
  readonly familiar: boolean;
}

/**
 * Slows down guessing, per account and network and, for networks that the account has never been used from, per
 * account and per network: many networks at one account, and one network with one password at many accounts. Delays
 * double with each failure up to a limit and are never for good; nothing but new attempts is touched (OWASP
 * Authentication Cheat Sheet, "Login Throttling"; OWASP Credential Stuffing Prevention Cheat Sheet).
 */
export interface Throttle {
  /** Whether the attempt has to be refused without looking at the password. */
  isBlocked(attempt: Attempt): Promise<boolean>;
  recordFailure(attempt: Attempt): Promise<void>;
  recordSuccess(attempt: Attempt): Promise<void>;
  tidy(): Promise<void>;
}

export interface ThrottleOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly freeFailures: number;
  readonly maxDelaySeconds: number;
}

export function createThrottle({ db, clock, freeFailures, maxDelaySeconds }: ThrottleOptions): Throttle {
  const counters = ({ username, network, familiar }: Attempt) => {
    const pair = { key: sha256Hex(`pair\n${username}\n${network}`), free: freeFailures };
    const strangers = { key: sha256Hex(`strangers\n${username}`), free: freeFailures * STRANGERS_FACTOR };
    const anyAccount = { key: sha256Hex(`network\n${network}`), free: freeFailures * NETWORK_FACTOR };
    return familiar ? [pair] : [pair, strangers, anyAccount];
  };

  return {
    isBlocked: (attempt) =>
      repo.isAnyBlocked(
        db,
        counters(attempt).map(({ key }) => key),
        clock.now(),
      ),
    async recordFailure(attempt) {
      const now = clock.now();
      await db.transaction().execute(async (trx) => {
        for (const { key, free } of counters(attempt)) {
          const failures = await repo.addFailure(trx, key, now, now - MEMORY_MS);
          const blockedUntil = now + delayMs(failures, free, maxDelaySeconds);
          if (blockedUntil > now) await repo.block(trx, key, blockedUntil);
        }
      });
    },
    // The other counters stay: one who got in says nothing about other networks, nor about other accounts.
    recordSuccess: (attempt) => repo.forget(db, sha256Hex(`pair\n${attempt.username}\n${attempt.network}`)),
    tidy: () => repo.removeOld(db, clock.now() - MEMORY_MS),
  };
}

/** 1 s after the failure that uses up the free ones, then twice as long each time. */
function delayMs(failures: number, free: number, maxDelaySeconds: number): number {
  if (failures < free) return 0;
  return Math.min(maxDelaySeconds, 2 ** Math.min(failures - free, 30)) * SECOND;
}
