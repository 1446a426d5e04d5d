import { expect, test } from 'vitest';
import { sha256Hex } from '../../src/core/hashing.ts';
import { noise } from '../images.ts';
import { bytesOf, chunksOf, newKey } from '../objects.ts';
import type { OpenStorage } from './subject.ts';

/** What is read, and that it is what was written. */
export function describeReading(open: OpenStorage): void {
  test.each([0, 1, 1000, 256 * 1024, 256 * 1024 + 1, 3_000_000])('gives back %i bytes as written', async (size) => {
    await using subject = await open();
    const { storage } = subject;
    const bytes = noise(size);
    const key = newKey();
    await storage.write(key, chunksOf(bytes, 65_537));
    const read = await bytesOf(await storage.read(key, { start: 0, end: size - 1 }));
    expect(sha256Hex(read ?? 'missing')).toBe(sha256Hex(bytes));
    expect(await subject.listEverything()).toHaveLength(1);
  });

  test.each([
    ['the first byte', 0, 0],
    ['the last byte', 599_999, 599_999],
    ['a short part', 1000, 1999],
    ['a long part', 1, 599_998],
    ['nothing at the start', 0, -1],
    ['nothing in the middle', 300, 299],
  ])('reads a range: %s', async (_name, start, end) => {
    await using subject = await open();
    const bytes = noise(600_000);
    const key = newKey();
    await subject.storage.write(key, chunksOf(bytes, 100_000));
    const part = await bytesOf(await subject.storage.read(key, { start, end }));
    expect(part?.equals(bytes.subarray(start, end + 1))).toBe(true);
  });

  test('reads every range of an object', async () => {
    await using subject = await open();
    const bytes = noise(5);
    const key = newKey();
    await subject.storage.write(key, chunksOf(bytes, 2));
    for (let start = 0; start < bytes.length; start += 1) {
      for (let end = start - 1; end < bytes.length; end += 1) {
        const part = await bytesOf(await subject.storage.read(key, { start, end }));
        expect(part?.equals(bytes.subarray(start, end + 1)), `${start}-${end}`).toBe(true);
      }
    }
  });

  test('a range that an object does not have is an error', async () => {
    await using subject = await open();
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(10), 10));
    for (const range of [
      { start: 0, end: 10 },
      { start: 5, end: 300_000 },
      { start: 10, end: 10 },
    ]) {
      await expect(subject.storage.read(key, range).then(bytesOf)).rejects.toMatchObject({
        code: 'storage_provider_content_damaged',
        status: 502,
      });
    }
  });

  test('what does not exist reads as undefined, also when it would be empty', async () => {
    await using subject = await open();
    const key = newKey();
    expect(await subject.storage.read(key, { start: 0, end: 9 })).toBeUndefined();
    expect(await subject.storage.read(key, { start: 0, end: -1 })).toBeUndefined();
    await subject.storage.write(key, chunksOf(noise(10), 10));
    expect(await subject.storage.read(`${key}/below`, { start: 0, end: 9 })).toBeUndefined();
  });

  test('a reader who goes away in the middle hinders nobody', async () => {
    await using subject = await open();
    const { storage } = subject;
    const key = newKey();
    const bytes = noise(3_000_000);
    await storage.write(key, chunksOf(bytes, 65_537));
    const all = { start: 0, end: bytes.length - 1 };
    for (let n = 0; n < 30; n += 1) {
      const body = await storage.read(key, all);
      if (body === undefined || Buffer.isBuffer(body)) continue;
      for await (const _chunk of body) break;
      body.destroy();
    }
    expect(sha256Hex((await bytesOf(await storage.read(key, all))) ?? 'missing')).toBe(sha256Hex(bytes));
  });
}
