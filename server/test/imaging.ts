import { writeFile } from 'node:fs/promises';
import { createMemoryBudget } from '../src/imaging/memory-budget.ts';
import type { Imaging } from '../src/imaging/picture.ts';
import { openWorkFolder, type WorkFolder } from '../src/imaging/work-folder.ts';
import { createTestFolder } from './files.ts';

const MEGABYTE = 1024 * 1024;

/** What the server is meant to work with: 100 megapixels, 320 MB. */
export const testImaging = (more: Partial<Imaging> = {}): Imaging => ({
  limits: { maxPixels: 100_000_000, maxFrames: 1000 },
  memory: createMemoryBudget(320 * MEGABYTE),
  timeoutSeconds: 300,
  ...more,
});

/** A work folder in a test folder; `put` makes a file in it. Use it with `await using`. */
export async function createTestWork(): Promise<WorkFolder & { put(bytes: Buffer): Promise<string> }> {
  const parent = await createTestFolder();
  const work = await openWorkFolder(parent.path);
  return {
    ...work,
    async put(bytes) {
      const path = work.file();
      await writeFile(path, bytes);
      return path;
    },
    [Symbol.asyncDispose]: () => parent[Symbol.asyncDispose](),
  };
}

/** The code of the refusal, or what came of it. */
export const codeOr = <T>(promise: Promise<T>): Promise<T | string> =>
  promise.catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
    throw error;
  });
