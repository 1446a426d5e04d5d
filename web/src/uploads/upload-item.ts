import { ApiError, type Asset } from '@nekohub/client';
import type { Refusal } from './inspect.ts';

/** `held`: it is sent when one has said so, with what was written about it. */
export type UploadState = 'held' | 'queued' | 'waits' | 'sending' | 'processing' | 'done' | 'failed' | 'cancelled';

/** What is said about a file when it is sent. */
export interface UploadTexts {
  readonly description: string;
  readonly altText: string;
  /** For storage that keeps a history. */
  readonly commitMessage: string;
}

export const NO_TEXTS: UploadTexts = { description: '', altText: '', commitMessage: '' };

export interface UploadItem {
  readonly id: string;
  readonly file: Blob;
  readonly fileName: string;
  readonly isPublic: boolean;
  /** Where it goes; undefined: the default storage. */
  readonly storageProviderProfileId: string | undefined;
  /** Whether the server is to make from it what it makes of uploads. */
  readonly runEnrichment: boolean;
  readonly previewUrl: string | null;
  readonly state: UploadState;
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly texts: UploadTexts;
  /** When it is sent again, because the server asked to wait; on the clock of the queue. */
  readonly resumesAtMs: number | null;
  /** Why it was not sent, or the error of the call. */
  readonly failure: Refusal | Error | null;
  readonly asset: Asset | null;
}

// Signed out meanwhile, too slow, too many at once.
const MAY_PASS = new Set([401, 408, 429]);

export const isActive = ({ state }: UploadItem): boolean =>
  state === 'queued' || state === 'waits' || state === 'sending' || state === 'processing';

/** Under way, or held: closing the tab would lose it. */
export const isUnfinished = (item: UploadItem): boolean => isActive(item) || item.state === 'held';

/** How long a file still takes at its speed; null: what is nearly over, or stands still, has no time to tell. */
export const secondsLeft = ({
  file,
  sentBytes,
  bytesPerSecond,
}: Pick<UploadItem, 'file' | 'sentBytes' | 'bytesPerSecond'>): number | null => {
  const seconds = bytesPerSecond === null ? Number.NaN : (file.size - sentBytes) / bytesPerSecond;
  return Number.isFinite(seconds) && seconds >= 1 ? seconds : null;
};

const MAX_PAUSES = 5;
/** Whoever looks at the queue is told sooner than that. */
const LONGEST_PAUSE_SECONDS = 120;

/** Seconds until a file that was refused for now is sent again, as the server asks; null: it has failed. */
export const pauseSeconds = (error: unknown, pauses: number): number | null => {
  if (!(error instanceof ApiError) || (error.status !== 429 && error.status !== 503)) return null;
  const seconds = error.retryAfterSeconds;
  return seconds === null || seconds > LONGEST_PAUSE_SECONDS || pauses >= MAX_PAUSES ? null : seconds;
};

/** Not for what would be refused again: a file that is not accepted, a request that the server found wrong. */
export const canRetry = ({ state, failure }: UploadItem): boolean => {
  if (state === 'cancelled') return true;
  if (state !== 'failed' || typeof failure === 'string') return false;
  return (
    !(failure instanceof ApiError) || failure.status < 400 || failure.status >= 500 || MAY_PASS.has(failure.status)
  );
};

/** Texts go with the file: they can be written until that is on its way. */
export const canDescribe = (item: UploadItem): boolean =>
  item.state === 'held' || item.state === 'queued' || canRetry(item);
