import { setTimeout } from 'node:timers/promises';

/** Time as the program sees it. Instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  now(): number;
  /** Rejects when `signal` aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal && { signal }),
};

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** An instant as the API writes it: ISO 8601, UTC, ending in `Z`. */
export const toTimestamp = (ms: number): string => new Date(ms).toISOString();

/** The same for an instant that may be missing. */
export const toTimestampOrNull = (ms: number | null): string | null => (ms === null ? null : toTimestamp(ms));
