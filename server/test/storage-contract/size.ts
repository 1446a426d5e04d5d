import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { newKey } from '../objects.ts';
import type { OpenStorage } from './subject.ts';

const runFile = promisify(execFile);
const MEASURED_STORAGE = fileURLToPath(new URL('../programs/measured-storage.ts', import.meta.url));

const MIB = 1024 * 1024;
const LARGE_BYTES = 200 * MIB;
const MAX_EXTRA_MEGABYTES = 64;

/** How much goes through, in what memory. */
export function describeSize(open: OpenStorage, maxBytes: number): void {
  test(`${Math.min(LARGE_BYTES, maxBytes) / MIB} MB go through in little memory`, async () => {
    await using subject = await open();
    const task = { address: subject.address, bytes: Math.min(LARGE_BYTES, maxBytes) };
    const { stdout } = await runFile(process.execPath, ['--expose-gc', MEASURED_STORAGE, JSON.stringify(task)]);
    const { isSame, extraMegabytes } = JSON.parse(stdout);
    expect(isSame).toBe(true);
    expect(extraMegabytes).toBeLessThan(MAX_EXTRA_MEGABYTES);
  });

  if (Number.isFinite(maxBytes))
    test('an object that is larger than the store takes is refused', async () => {
      await using subject = await open();
      const chunk = Buffer.alloc(MIB);
      const source = async function* () {
        for (let bytes = 0; bytes <= maxBytes; bytes += chunk.length) yield chunk;
      };
      await expect(subject.storage.write(newKey(), source())).rejects.toMatchObject({
        code: 'storage_provider_object_too_large',
        status: 413,
      });
      expect(await subject.listEverything()).toEqual([]);
    });
}
