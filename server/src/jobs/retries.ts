import { HOUR, SECOND } from '../core/clock.ts';
import { AppError, ERRORS } from '../core/errors.ts';

const FIRST_PAUSE_MS = 5 * SECOND;
const GROWTH = 4;
const LONGEST_PAUSE_MS = HOUR;
const MAX_MESSAGE_LENGTH = 500;

/** The pause after the failed try number `attempt`: 5 s, 20 s, 80 s, … at most an hour, and no less than a service asked for. */
export function pauseAfter(error: unknown, attempt: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * GROWTH ** (attempt - 1), LONGEST_PAUSE_MS);
  return error instanceof AppError ? Math.max(pause, (error.details.retryAfterSeconds ?? 0) * SECOND) : pause;
}

/** Whether trying again is no use: what was refused as wrong in itself, and not for the moment, is refused again. */
export const isPermanent = (error: unknown): boolean =>
  error instanceof AppError && error.status < 500 && error.details.retryAfterSeconds === undefined;

/** What may be told of an error: all of a refusal of ours, nothing of any other error. */
export function toldOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof AppError)) {
    return { code: 'internal_server_error', message: ERRORS.internal_server_error[1] };
  }
  return { code: error.code, message: error.message.slice(0, MAX_MESSAGE_LENGTH) };
}
