import { MAX_PASSWORD_CHARACTERS } from '../../core/account-limits.ts';
import type { ClientInfo } from '../../core/actor.ts';
import { createKeyedQueue, QueueFull } from '../../core/bounded-queue.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { UserId } from '../../core/ids.ts';
import { networkOf } from '../../core/network.ts';
import type { PasswordHashing } from '../../core/password-hashing.ts';
import type { Sessions } from '../sessions/service.ts';
import { normalizeUsername, type UserRow, type Users } from '../users/service.ts';
import type { Attempt, Throttle } from './throttle.ts';

const MAX_WAITING_PER_LANE = 256;
const RETRY_AFTER_SECONDS = 5;
/** The id of no account. */
const NOBODY = '00000000-0000-0000-0000-000000000000' as UserId;

/** Whether a password is that of the account with this name, if there is one. */
export interface Checked {
  readonly user: UserRow | undefined;
  readonly matches: boolean;
}

/** Compares passwords with those of accounts, slowing down who guesses. */
export interface PasswordCheck {
  /**
   * No account, wrong password and throttled attempt all take the same time and match nothing.
   * @throws AppError `server_busy`
   */
  check(username: string, password: string, client: ClientInfo): Promise<Checked>;
}

export interface PasswordCheckOptions {
  readonly clock: Clock;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly hashing: PasswordHashing;
  readonly throttle: Throttle;
}

export function createPasswordCheck(options: PasswordCheckOptions): PasswordCheck {
  const { clock, users, sessions, hashing, throttle } = options;
  // Attempts that raise the same counter go one after another: a burst cannot slip past it.
  const lanes = createKeyedQueue(MAX_WAITING_PER_LANE);
  const typicalHash = createTypicalDuration();

  const attempt = async (from: Attempt, password: string): Promise<Checked | 'blocked'> => {
    if (await throttle.isBlocked(from)) return 'blocked';
    // Read in its turn: what was true before the wait may not be any more.
    const user = await users.findByName(from.username);
    const formers = await users.formerHashes();
    const startedAt = performance.now();
    // No account has a password this long; it costs what every other costs, so that no attempt goes round the queue.
    const possible = password.length <= MAX_PASSWORD_CHARACTERS;
    const matches = await hashing.verify(
      password.slice(0, MAX_PASSWORD_CHARACTERS),
      possible ? user?.password_hash : undefined,
      formers,
    );
    typicalHash.add(performance.now() - startedAt);
    await (matches ? throttle.recordSuccess(from) : throttle.recordFailure(from));
    return { user, matches };
  };

  const inTurn = async <T>([lane, ...others]: readonly string[], task: () => Promise<T>): Promise<T> => {
    if (lane === undefined) return task();
    try {
      return await lanes.run(lane, () => inTurn(others, task));
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      throw new AppError('server_busy', undefined, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  };

  return {
    async check(username, password, client) {
      const user = await users.findByName(username);
      const network = networkOf(client.address);
      // Asked in any case: one question less would tell that there is no such account.
      const familiar = await sessions.knowsNetwork(user?.id ?? NOBODY, network);
      const from = { username: normalizeUsername(username), network, familiar };
      // Refused attempts wait outside the queues: a flood of them takes nobody's place.
      const outcome = (await throttle.isBlocked(from))
        ? 'blocked'
        : await inTurn(lanesOf(from), () => attempt(from, password));
      if (outcome !== 'blocked') return outcome;
      await clock.sleep(typicalHash.ms());
      return { user, matches: false };
    },
  };
}

/**
 * The queues that an attempt goes through, in this order. Networks that the account is used from have queues of their
 * own, so that strangers cannot fill its owner's. Strangers pass their network's before the account's: no network has
 * more than one of them waiting for an account.
 */
const lanesOf = ({ username, network, familiar }: Attempt): readonly string[] =>
  familiar ? [`pair\n${username}\n${network}`] : [`network\n${network}`, `account\n${username}`];

/** A moving mean of how long a password check takes, for answers that must take as long without doing one. */
function createTypicalDuration() {
  let mean = 15;
  return {
    ms: () => mean,
    add: (ms: number) => {
      mean = mean * 0.9 + Math.min(ms, 1000) * 0.1;
    },
  };
}
