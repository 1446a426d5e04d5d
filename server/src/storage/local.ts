import { randomUUID } from 'node:crypto';
import { closeSync, constants } from 'node:fs';
import {
  access,
  type FileHandle,
  mkdir,
  open,
  opendir,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HOUR } from '../core/clock.ts';
import { OperatorError } from '../core/operator-error.ts';
import { shareRuns } from '../core/shared-runs.ts';
import { syncFolder } from '../core/sync-folder.ts';
import { isStorageKey } from './keys.ts';
import { openNew, writeDurably } from './local-whole.ts';
import { type ByteRange, damagedObject, type ListedObject, type ObjectBody, type Storage } from './storage.ts';

/** Objects that are large, or replace others, are written here and moved when they are whole. No key has this name. */
const INCOMING = '.incoming';
const ABANDONED_AFTER_MS = 24 * HOUR;
/** Up to this size one read is faster than a stream. */
const WHOLE_READ_BYTES = 256 * 1024;
const STREAM_CHUNK_BYTES = 256 * 1024;
const WRITE_BYTES = 256 * 1024;

export interface LocalStorageOptions {
  readonly rootPath: string;
  /** false: refuse to start when the folder is missing. */
  readonly createRoot: boolean;
}

/** Objects as files below one folder. */
export async function openLocalStorage(options: LocalStorageOptions): Promise<Storage> {
  // Folders are compared by their names below: `a/` and `./a` have to be the same one.
  const rootPath = resolve(options.rootPath);
  if (!options.createRoot) {
    await access(rootPath, constants.W_OK).catch(() => {
      throw new OperatorError('The folder of Storage__Local__RootPath is missing or cannot be written to.');
    });
  }
  const incoming = join(rootPath, INCOMING);
  await mkdir(incoming, { recursive: true, mode: 0o750 });
  await removeAbandoned(incoming);
  const knownFolders = new Set<string>([rootPath, incoming]);
  const syncs = new Map<string, () => Promise<void>>();

  const pathOf = (key: string): string => {
    if (!isStorageKey(key)) throw new Error('Not a storage key.');
    return join(rootPath, key);
  };

  /** Makes the entries of a folder durable, once for all that were made at the same time. */
  const syncEntries = (folder: string): Promise<void> => {
    const sync = syncs.get(folder) ?? shareRuns(() => syncFolder(folder));
    syncs.set(folder, sync);
    return sync();
  };

  /** Makes a folder and its parents; each new entry is made durable in the folder above it. */
  const ensureFolder = async (folder: string): Promise<void> => {
    if (knownFolders.has(folder)) return;
    await ensureFolder(dirname(folder));
    // Never the root: where it is gone, a disk may be, and what is written below would be gone when that is back.
    await mkdir(folder, { mode: 0o750 }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
    await syncEntries(dirname(folder));
    knownFolders.add(folder);
  };

  /** Makes an entry in a folder, and the folder when it is missing. */
  const enter = async <Result>(folder: string, make: () => Promise<Result>): Promise<Result> => {
    await ensureFolder(folder);
    try {
      return await make();
    } catch (error) {
      if (!isMissing(error)) throw error;
      // Somebody removed the folder that was there a moment ago.
      knownFolders.clear();
      knownFolders.add(rootPath);
      await ensureFolder(folder);
      return make();
    }
  };

  /**
   * A new object whose bytes are all here is written in its place: nobody knows the key before this resolves.
   * @returns whether it was; not when something is there already
   */
  const writeWhole = async (target: string, bytes: Buffer[]): Promise<boolean> => {
    const folder = dirname(target);
    const file = await enter(folder, () => openNew(target)).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
      throw error;
    });
    if (file === undefined) return false;
    const outcomes = await Promise.allSettled([writeDurably(file, bytes), syncEntries(folder)]);
    // Here and not in another thread: with its bytes on the disk already, closing waits for nothing.
    closeSync(file);
    const failure = outcomes.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') {
      await unlinkIfPresent(target);
      throw failure.reason;
    }
    return true;
  };

  /** A larger one, or one in the place of another, is moved there when it is whole. */
  const writeDraft = async (target: string, first: Buffer[], rest: AsyncIterable<Buffer[]>): Promise<void> => {
    const folder = dirname(target);
    const draft = join(incoming, randomUUID());
    const file = await enter(incoming, () => open(draft, 'wx', 0o640));
    let place = draft;
    try {
      await writeAll(file, first);
      for await (const part of rest) await writeAll(file, part);
      await enter(folder, () => rename(draft, target));
      place = target;
      // At the same time: before this resolves nobody knows the key, so it is no matter which is on the disk first.
      await Promise.all([file.datasync(), syncEntries(folder)]);
      await file.close();
    } catch (error) {
      await abandon(file, place);
      throw error;
    }
  };

  const storage: Storage = {
    name: 'local',
    location: await realpath(rootPath),

    async write(key, chunks) {
      const target = pathOf(key);
      const parts = batches(chunks);
      const { value: first = [] } = await parts.next();
      const isWhole = bytesIn(first) < WRITE_BYTES && (await writeWhole(target, first));
      if (!isWhole) await writeDraft(target, first, parts);
    },

    async read(key, range) {
      let file: FileHandle;
      try {
        file = await open(pathOf(key), 'r');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
      return readFrom(file, range);
    },

    async remove(key) {
      await unlinkIfPresent(pathOf(key));
    },

    async *list(prefix) {
      const folder = prefix.replace(/\/$/, '');
      yield* listFolder(folder === '' ? rootPath : pathOf(folder), prefix);
    },

    async check() {
      const probe = join(incoming, `probe-${randomUUID()}`);
      await (await enter(incoming, () => open(probe, 'wx'))).close();
      await unlink(probe);
    },
  };
  await storage.check();
  return storage;
}

/** Chunks put together, as each write is a trip to another thread and back; only the last is below {@link WRITE_BYTES}. */
async function* batches(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer[], undefined> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    batch.push(chunk);
    bytes += chunk.length;
    if (bytes < WRITE_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (bytes > 0) yield batch;
  return undefined;
}

const bytesIn = (batch: readonly Buffer[]): number => batch.reduce((sum, chunk) => sum + chunk.length, 0);

async function writeAll(file: FileHandle, batch: Buffer[]): Promise<void> {
  const { bytesWritten } = await file.writev(batch);
  // Rare: the disk is about to be full, and the next try says so.
  if (bytesWritten < bytesIn(batch)) await writeAll(file, [Buffer.concat(batch).subarray(bytesWritten)]);
}

/** @param prefix of the keys in this folder */
async function* listFolder(path: string, prefix: string): AsyncGenerator<ListedObject> {
  const folder = await opendir(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  for await (const entry of folder ?? []) {
    const key = prefix + entry.name;
    // Also what is on its way in: its folder has a name that no key has.
    if (!isStorageKey(key)) continue;
    if (entry.isDirectory()) yield* listFolder(join(path, entry.name), `${key}/`);
    else if (entry.isFile()) {
      const facts = await stat(join(path, entry.name)).catch(() => undefined);
      if (facts) yield { key, size: facts.size };
    }
  }
}

async function readFrom(file: FileHandle, { start, end }: ByteRange): Promise<ObjectBody> {
  const length = end - start + 1;
  if (length > WHOLE_READ_BYTES) {
    // A stream would end early without a word.
    const { size } = await file.stat();
    if (size <= end) {
      await file.close();
      throw damagedObject();
    }
    return file.createReadStream({ start, end, highWaterMark: STREAM_CHUNK_BYTES });
  }
  try {
    const body = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(body, filled, length - filled, start + filled);
      if (bytesRead === 0) throw damagedObject();
      filled += bytesRead;
    }
    return body;
  } finally {
    await file.close();
  }
}

/** Leftovers of a killed process; younger ones may belong to one that is still running. */
async function removeAbandoned(incoming: string): Promise<void> {
  const before = Date.now() - ABANDONED_AFTER_MS;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && facts.mtimeMs < before) await unlinkIfPresent(path);
  }
}

/** Of what could not be written nothing stays. */
async function abandon(file: FileHandle, path: string): Promise<void> {
  await file.close().catch(() => {});
  await unlinkIfPresent(path);
}

async function unlinkIfPresent(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** ENOTDIR: what would be its folder is a file, so there is nothing of that name either. */
const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
