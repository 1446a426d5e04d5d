import { type Clock, SECOND } from '../core/clock.ts';

const ATTEMPTS = 10;
const PAUSE_MS = 2 * SECOND;

/**
 * Node's codes, and PostgreSQL's for a server that starts, stops or has no connection left
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300)$/;
/** What the driver says of a connection that was cut or took too long; it has no codes for these. */
const CUT_OFF = /^(Connection terminated|timeout )/;

/** Whether the database could not be reached, as opposed to having refused. */
function isUnreachable(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return UNREACHABLE.test(code ?? '') || (code === undefined && CUT_OFF.test(message));
}

/**
 * Runs `task` until the database can be reached, up to 10 times, 2 s apart: a database that is started together with
 * the program may take longer. Any other failure, and the last one, is passed on.
 */
export async function onceReachable<T>(
  task: () => Promise<T>,
  clock: Pick<Clock, 'sleep'>,
  log: { warn(fields: object, message: string): void } | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt === ATTEMPTS || !isUnreachable(error)) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      log?.warn(
        { attempt, attempts: ATTEMPTS, reason: code ?? message },
        `The database cannot be reached; trying again in ${PAUSE_MS / SECOND} s`,
      );
      await clock.sleep(PAUSE_MS);
    }
  }
}
