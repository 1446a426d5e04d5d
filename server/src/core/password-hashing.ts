import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { createBoundedQueue, QueueFull } from './bounded-queue.ts';
import { AppError } from './errors.ts';
import { type FormerHash, kindOfFormer, parseFormerHash, verifyFormerHash } from './former-password-hash.ts';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** How the hashes begin that are made that way. */
const CURRENT = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$`;
/** A whole hash (PHC string format): memory in KiB, passes, lanes, salt and key in base64 without padding. */
const WHOLE =
  /^\$argon2id?\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;
/** Whoever could write a row must not be able to hang the server with it: far above what anybody uses. */
const MAX_ARGON2 = { memoryCost: 262_144, timeCost: 10, parallelism: 16 };
const RETRY_AFTER_SECONDS = 5;

/** Hashes passwords off the event loop, a few at a time, so that many sign-ins at once leave room for everything else. */
export interface PasswordHashing {
  /** @throws AppError `server_busy` when too many are waiting */
  hash(password: string): Promise<string>;
  /**
   * Compares with `hashed`, one of ours or of NekoHub's, or with nothing in the same time when there is no such account.
   * @param formers one hash of each kind of NekoHub's that any account has: the work of all kinds is done in any case, or
   * those accounts could be told by the time that theirs takes
   * @throws AppError as {@link hash}
   */
  verify(password: string, hashed: string | undefined, formers: readonly string[]): Promise<boolean>;
  /** Whether a hash is as {@link hash} makes it now; others are to be replaced when their password is known. */
  isCurrent(hashed: string): boolean;
}

/** @param maxWaiting how many hashes may wait for their turn before callers are turned away */
export function createPasswordHashing(maxWaiting: number): PasswordHashing {
  // One core stays free for requests that need no hash.
  const queue = createBoundedQueue(Math.max(1, availableParallelism() - 1), maxWaiting);
  const nobody = hash('nobody has this password', ARGON2);

  const inTurn = async <T>(task: () => Promise<T>): Promise<T> => {
    try {
      return await queue.run(task);
    } catch (error) {
      if (!(error instanceof QueueFull)) throw error;
      throw new AppError('server_busy', 'Too many people are signing in right now. Try again in a moment.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
  };

  return {
    hash: (password) => inTurn(() => hash(password, ARGON2)),
    verify: (password, hashed, formers) =>
      inTurn(async () => {
        const known = hashed !== undefined && isSound(hashed) ? hashed : undefined;
        const matches = (await verify(known ?? (await nobody), password)) && known !== undefined;
        const former = hashed === undefined ? undefined : parseFormerHash(hashed);
        return (await verifyFormers(password, former, formers)) || matches;
      }),
    isCurrent: (hashed) => hashed.startsWith(CURRENT),
  };
}

/** Whether a password has the hash `former`; hashes of all other kinds are compared as well, for the time it takes. */
async function verifyFormers(
  password: string,
  former: FormerHash | undefined,
  others: readonly string[],
): Promise<boolean> {
  const ofKinds = new Map<string, FormerHash>();
  for (const each of [...others.map(parseFormerHash), former]) if (each) ofKinds.set(kindOfFormer(each), each);
  let matches = false;
  for (const each of ofKinds.values()) {
    const isSame = await verifyFormerHash(password, each);
    if (each === former) matches = isSame;
  }
  return matches;
}

/** Whether a hash is one that can be compared with at all, at a bearable cost. */
function isSound(hashed: string): boolean {
  const [, memoryCost, timeCost, parallelism, ...texts] = WHOLE.exec(hashed) ?? [];
  return (
    Number(memoryCost) <= MAX_ARGON2.memoryCost &&
    Number(timeCost) <= MAX_ARGON2.timeCost &&
    Number(parallelism) <= MAX_ARGON2.parallelism &&
    Number(memoryCost) >= 8 * Number(parallelism) &&
    Number(timeCost) * Number(parallelism) >= 1 &&
    texts.every(isUnpaddedBase64)
  );
}

/** Bits that no byte needs have to be zero. */
const isUnpaddedBase64 = (text: string): boolean =>
  Buffer.from(text, 'base64').toString('base64').replace(/=+$/, '') === text;
