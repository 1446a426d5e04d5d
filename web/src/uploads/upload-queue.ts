import { type Asset, isAbort, type UploadInput, type UploadOptions } from '@nekohub/client';
import { inspect, type UploadLimits } from './inspect.ts';
import { createSpeedMeter } from './speed.ts';
import {
  canDescribe,
  canRetry,
  isActive,
  isUnfinished,
  NO_TEXTS,
  pauseSeconds,
  type UploadItem,
  type UploadTexts,
} from './upload-item.ts';

export interface UploadQueueOptions {
  upload: (input: UploadInput, options: UploadOptions) => Promise<Asset>;
  limits: () => Promise<UploadLimits>;
  onUploaded: (asset: Asset) => void;
  /** Whether files that are added now are not sent before one says so. */
  holds?: () => boolean;
  /** Whether the server processes files that are added now. */
  enriches?: () => boolean;
  /** The storage profile for files that are added now; undefined: the default one. */
  storage?: () => string | undefined;
  parallel: number;
  now: () => number;
  /** Resolves after that time, rejects with an abort. */
  sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  preview: { create: (file: Blob) => string | null; release: (url: string) => void };
}

/** Files on their way to the server: a few at a time, in order, each on its own if another fails. */
export const createUploadQueue = ({
  upload,
  limits,
  onUploaded,
  storage,
  holds,
  enriches,
  parallel,
  now,
  sleep,
  preview,
}: UploadQueueOptions) => {
  let items: readonly UploadItem[] = [];
  let lastId = 0;
  const listeners = new Set<() => void>();
  const controllers = new Map<string, AbortController>();

  const set = (next: readonly UploadItem[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  const change = (id: string, patch: Partial<UploadItem>) =>
    set(items.map((item) => (item.id === id ? { ...item, ...patch } : item)));

  const send = async (item: UploadItem, signal: AbortSignal): Promise<void> => {
    const inspection = await inspect(item.file, await limits());
    if ('refusal' in inspection) return change(item.id, { state: 'failed', failure: inspection.refusal });
    const speedAt = createSpeedMeter(now);
    const { texts } = items.find(({ id }) => id === item.id) ?? item;
    const input = {
      content: item.file,
      fileName: item.fileName,
      contentType: inspection.contentType,
      isPublic: item.isPublic,
      runEnrichment: item.runEnrichment,
      ...texts,
      ...(item.storageProviderProfileId !== undefined && { storageProviderProfileId: item.storageProviderProfileId }),
    };
    const asset = await upload(input, {
      signal,
      onProgress: ({ sentBytes, totalBytes }) =>
        change(item.id, {
          state: sentBytes >= totalBytes ? 'processing' : 'sending',
          // The form around the file counts too; people know the size of the file.
          sentBytes: Math.min(item.file.size, Math.round((sentBytes / totalBytes) * item.file.size)),
          bytesPerSecond: speedAt(sentBytes),
        }),
    });
    change(item.id, { state: 'done', asset, sentBytes: item.file.size });
    onUploaded(asset);
  };

  /** Keeps its place while it waits: the next file would only be refused as well. */
  const sendPatiently = async (item: UploadItem, signal: AbortSignal, pauses = 0): Promise<void> => {
    change(item.id, { state: 'sending', resumesAtMs: null });
    try {
      await send(item, signal);
    } catch (error) {
      const seconds = pauseSeconds(error, pauses);
      if (seconds === null) throw error;
      change(item.id, { state: 'waits', resumesAtMs: now() + seconds * 1000, sentBytes: 0, bytesPerSecond: null });
      await sleep(seconds, signal);
      await sendPatiently(item, signal, pauses + 1);
    }
  };

  const start = async (item: UploadItem) => {
    const controller = new AbortController();
    controllers.set(item.id, controller);
    try {
      await sendPatiently(item, controller.signal);
    } catch (error) {
      if (isAbort(error)) change(item.id, { state: 'cancelled' });
      else change(item.id, { state: 'failed', failure: error instanceof Error ? error : new Error(String(error)) });
    } finally {
      controllers.delete(item.id);
      pump();
    }
  };

  const pump = () => {
    while (controllers.size < parallel) {
      const next = items.find((item) => item.state === 'queued');
      if (next === undefined) return;
      void start(next);
    }
  };

  const drop = (gone: (item: UploadItem) => boolean) => {
    for (const item of items.filter(gone)) {
      controllers.get(item.id)?.abort();
      if (item.previewUrl !== null) preview.release(item.previewUrl);
    }
    set(items.filter((item) => !gone(item)));
  };

  const queueAgain = (again: (item: UploadItem) => boolean) => {
    const fresh = { state: 'queued', sentBytes: 0, bytesPerSecond: null, failure: null } as const;
    set(items.map((item) => (again(item) && canRetry(item) ? { ...item, ...fresh } : item)));
    pump();
  };

  const cancel = (id: string) => {
    const controller = controllers.get(id);
    if (controller) controller.abort();
    else change(id, { state: 'cancelled' });
  };

  return {
    getItems: () => items,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (files: readonly { file: Blob; fileName: string }[], isPublic: boolean) => {
      const added = files.map(({ file, fileName }): UploadItem => {
        lastId += 1;
        return {
          id: String(lastId),
          file,
          fileName,
          isPublic,
          storageProviderProfileId: storage?.(),
          previewUrl: preview.create(file),
          runEnrichment: enriches?.() ?? true,
          texts: NO_TEXTS,
          state: holds?.() ? 'held' : 'queued',
          sentBytes: 0,
          bytesPerSecond: null,
          resumesAtMs: null,
          failure: null,
          asset: null,
        };
      });
      set([...items, ...added]);
      pump();
    },
    /** Says something about a file that is not on its way yet. */
    describe: (id: string, texts: UploadTexts) =>
      set(items.map((item) => (item.id === id && canDescribe(item) ? { ...item, texts } : item))),
    /** Sends what is held. */
    release: () => {
      set(items.map((item) => (item.state === 'held' ? { ...item, state: 'queued' } : item)));
      pump();
    },
    cancel,
    cancelAll: () => {
      // Those that wait go first: each that is under way makes room for one of them.
      for (const item of items.filter(isActive).toReversed()) cancel(item.id);
    },
    retry: (id: string) => queueAgain((item) => item.id === id),
    retryAll: () => queueAgain((item) => item.state === 'failed'),
    remove: (id: string) => drop((item) => item.id === id),
    clearFinished: () => drop((item) => !isUnfinished(item)),
    /** Ends everything, also what is under way. */
    clear: () => drop(() => true),
  };
};
