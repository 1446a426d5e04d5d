import { expect, test } from 'vitest';
import { sha256Hex } from '../../src/core/hashing.ts';
import { noise } from '../images.ts';
import { bytesOf, chunksOf, newKey } from '../objects.ts';
import type { OpenBehindProxy } from './subject.ts';

/** A connection that is cut. */
export function describeInterruption(openBehindProxy: OpenBehindProxy): void {
  test('a connection that is cut in the middle leaves no half object, here or there', async () => {
    await using subject = await openBehindProxy();
    const { storage, proxy } = subject;
    const [key, other] = [newKey(), newKey()];
    const bytes = noise(2_000_000);
    await storage.write(key, chunksOf(bytes, 65_536));
    const all = { start: 0, end: bytes.length - 1 };
    proxy.fault = 'cutting';
    await expect(storage.read(key, all).then(bytesOf)).rejects.toThrow();
    proxy.fault = 'interrupting';
    for (const each of [key, other]) {
      await expect(storage.write(each, chunksOf(bytes, 65_536))).rejects.toMatchObject({
        code: 'storage_provider_unreachable',
        status: 502,
      });
    }
    proxy.fault = undefined;
    expect((await subject.listEverything()).filter((each) => each !== key)).toEqual([]);
    for (const each of [key, other]) {
      await storage.write(each, chunksOf(bytes, 65_536));
      expect(sha256Hex((await bytesOf(await storage.read(each, all))) ?? 'missing')).toBe(sha256Hex(bytes));
    }
  });
}
