import { type Clock, SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';

const MAX_TRIES = 3;
const FIRST_PAUSE_MS = SECOND / 2;
/** A service that asks for more is left in peace: whoever asked waits elsewhere, or is told. */
const LONGEST_PAUSE_MS = 10 * SECOND;

/** Tries again what a service refused for the moment. */
export interface Retries {
  /**
   * @param deadline an instant; a pause that would not end before it is not begun
   * @throws the last error, or the reason of `signal`
   */
  run<T>(attempt: () => Promise<T>, deadline: number, signal: AbortSignal): Promise<T>;
}

export function createRetries(clock: Clock): Retries {
  return {
    async run(attempt, deadline, signal) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt();
        } catch (error) {
          const pause = pauseAfter(error, tries);
          if (pause === undefined || tries === MAX_TRIES || clock.now() + pause >= deadline) throw error;
          await clock.sleep(pause, signal).catch(() => {});
          signal.throwIfAborted();
        }
      }
    },
  };
}

/** Milliseconds; undefined when there is no point in trying again here. */
function pauseAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error.code !== 'ai_provider_rate_limited' && error.code !== 'ai_provider_failed') return undefined;
  const asked = error.details.retryAfterSeconds;
  const pause = asked === undefined ? FIRST_PAUSE_MS * 2 ** (tries - 1) : asked * SECOND;
  return pause <= LONGEST_PAUSE_MS ? pause : undefined;
}
