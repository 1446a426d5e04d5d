import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HOUR } from '../core/clock.ts';

/** A folder for one piece of work, which goes with everything in it. Use it with `await using`. */
export interface WorkFolder extends AsyncDisposable {
  /** A path in it that is not taken yet. */
  file(): string;
  /** Puts what is read from elsewhere into a file: pictures are worked on from files, so that they need no memory. */
  receive(source: Buffer | AsyncIterable<Buffer>, signal?: AbortSignal): Promise<string>;
}

const PREFIX = 'work-';
const ABANDONED_AFTER_MS = 24 * HOUR;

/** @param parent is made when it is missing */
export async function openWorkFolder(parent: string): Promise<WorkFolder> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(parent, PREFIX));
  let files = 0;
  const file = (): string => {
    files += 1;
    return join(folder, String(files));
  };
  return {
    file,
    async receive(source, signal) {
      const path = file();
      await pipeline(Buffer.isBuffer(source) ? [source] : source, createWriteStream(path, { mode: 0o600 }), { signal });
      return path;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Removes what killed processes left behind. Younger folders may belong to one that is running. */
export async function removeAbandonedWork(parent: string, now: number): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((found) => found.startsWith(PREFIX))) {
    const path = join(parent, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts && facts.mtimeMs < now - ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
