import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HOUR } from '../core/clock.ts';
import { OperatorError } from '../core/operator-error.ts';
import { isStorageKey } from './keys.ts';
import type { ByteRange, ObjectBody, Storage } from './storage.ts';

/** Objects are written here and moved to their place when they are whole. A name that no key can have. */
const INCOMING = '.incoming';
const ABANDONED_AFTER_MS = 24 * HOUR;
/** Up to this size one read is faster than a stream. */
const WHOLE_READ_BYTES = 256 * 1024;
const STREAM_CHUNK_BYTES = 256 * 1024;

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
  const knownFolders = new Set<string>([rootPath]);

  const pathOf = (key: string): string => {
    if (!isStorageKey(key)) throw new Error('Not a storage key.');
    return join(rootPath, key);
  };

  /** Makes a folder and its parents; each new entry is made durable in the folder above it. */
  const ensureFolder = async (folder: string): Promise<void> => {
    if (knownFolders.has(folder)) return;
    await ensureFolder(dirname(folder));
    await mkdir(folder, { recursive: true, mode: 0o750 });
    await syncFolder(dirname(folder));
    knownFolders.add(folder);
  };

  const moveInto = async (folder: string, draft: string, target: string) => {
    await ensureFolder(folder);
    try {
      await rename(draft, target);
    } catch (error) {
      if (!isMissing(error)) throw error;
      // Somebody removed the folder that was there a moment ago.
      knownFolders.clear();
      knownFolders.add(rootPath);
      await ensureFolder(folder);
      await rename(draft, target);
    }
  };

  const storage: Storage = {
    name: 'local',

    async write(key, chunks) {
      const target = pathOf(key);
      const draft = join(incoming, randomBytes(12).toString('hex'));
      try {
        await writeDurably(draft, chunks);
        await moveInto(dirname(target), draft, target);
      } catch (error) {
        await unlinkIfPresent(draft);
        throw error;
      }
      try {
        await syncFolder(dirname(target));
      } catch (error) {
        await unlinkIfPresent(target);
        throw error;
      }
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

    async check() {
      const probe = join(incoming, `probe-${randomBytes(6).toString('hex')}`);
      await (await open(probe, 'wx')).close();
      await unlink(probe);
    },
  };
  await storage.check();
  return storage;
}

async function writeDurably(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(path, 'wx', 0o640);
  try {
    for await (const chunk of chunks) await writeAll(file, chunk);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  let offset = 0;
  while (offset < chunk.length) offset += (await file.write(chunk, offset)).bytesWritten;
}

/** The rename itself is only durable once its folder is (rename(2) says nothing about the disk). */
async function syncFolder(path: string): Promise<void> {
  // Windows has no way to open a folder, and its rename is durable by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function readFrom(file: FileHandle, { start, end }: ByteRange): Promise<ObjectBody> {
  const length = end - start + 1;
  if (length > WHOLE_READ_BYTES) {
    return file.createReadStream({ start, end, highWaterMark: STREAM_CHUNK_BYTES });
  }
  try {
    const body = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(body, filled, length - filled, start + filled);
      if (bytesRead === 0) throw new Error('A stored object is shorter than its row says.');
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
