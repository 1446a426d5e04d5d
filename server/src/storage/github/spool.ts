import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../core/errors.ts';
import { chunksOf } from '../storage.ts';
import type { Spooled } from './git-data.ts';

/** Bytes that have all arrived: in memory when they are few, else in a file. Use it with `await using`. */
export interface Spool extends Spooled, AsyncDisposable {
  /** Undefined when they are in a file. */
  readonly bytes: Buffer | undefined;
}

export interface SpoolLimits {
  readonly maxMemoryBytes: number;
  readonly maxBytes: number;
}

/** A place for files that go again. */
export interface SpoolFolder extends AsyncDisposable {
  file(): string;
}

/**
 * Reads a source to its end.
 * @param openFolder called when there is more than the memory may take
 * @throws AppError `storage_provider_object_too_large`; what the source throws
 */
export async function spool(
  chunks: AsyncIterable<Buffer>,
  openFolder: () => Promise<SpoolFolder>,
  { maxMemoryBytes, maxBytes }: SpoolLimits,
): Promise<Spool> {
  await using opened = new AsyncDisposableStack();
  let waiting: Buffer[] = [];
  let size = 0;
  let file: { path: string; write(batch: Buffer[]): Promise<void> } | undefined;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw new AppError('storage_provider_object_too_large');
    waiting.push(chunk);
    if (size <= maxMemoryBytes) continue;
    file ??= await openFile(opened, openFolder);
    await file.write(waiting);
    waiting = [];
  }
  const kept = opened.move();
  const bytes = file ? undefined : Buffer.concat(waiting);
  return {
    size,
    bytes,
    open: () => (file ? createReadStream(file.path) : chunksOf(bytes ?? Buffer.alloc(0))),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function openFile(opened: AsyncDisposableStack, openFolder: () => Promise<SpoolFolder>) {
  const path = opened.use(await openFolder()).file();
  const handle = await open(path, 'wx', 0o600);
  opened.defer(() => handle.close());
  return {
    path,
    async write(batch: Buffer[]) {
      for (const chunk of batch) await handle.writeFile(chunk);
    },
  };
}
