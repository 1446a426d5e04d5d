import { ApiError } from '@nekohub/client';

const MAX_RETRIES = 2;
/** Whoever looks at a page is told sooner than that. */
const LONGEST_PAUSE_SECONDS = 30;
/** Too slow, too many at once, and what proxies and the server say while it cannot answer. */
const MAY_PASS = new Set([408, 429, 502, 503, 504]);

/** Whether a query is made once more. A refusal stays a refusal; only what may pass by itself is asked again. */
export const asksAgain = (failures: number, error: Error): boolean => {
  if (failures >= MAX_RETRIES) return false;
  if (!(error instanceof ApiError) || error.isNetworkError) return true;
  return MAY_PASS.has(error.status) && (error.retryAfterSeconds ?? 0) <= LONGEST_PAUSE_SECONDS;
};

/** Milliseconds until then: what the server asks for, else a second, doubled with each failure. */
export const pauseMs = (failures: number, error: Error): number => {
  const asked = error instanceof ApiError ? error.retryAfterSeconds : null;
  return asked === null ? 1000 * 2 ** failures : asked * 1000;
};
