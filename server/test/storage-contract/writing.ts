import { expect, test } from 'vitest';
import { sha256Hex } from '../../src/core/hashing.ts';
import { noise } from '../images.ts';
import { bytesOf, chunksOf, collect, newKey } from '../objects.ts';
import type { OpenStorage } from './subject.ts';

/** What is written in place of something, at once, and not at all. */
export function describeWriting(open: OpenStorage): void {
  test('a source that fails, at any point, leaves nothing and passes its error on', async () => {
    await using subject = await open();
    const failure = new Error('the sender is gone');
    for (const chunks of [0, 1, 5]) {
      const source = async function* () {
        yield* chunksOf(noise(chunks * 50_000), 50_000);
        throw failure;
      };
      await expect(subject.storage.write(newKey(), source())).rejects.toBe(failure);
    }
    expect(await subject.listEverything()).toEqual([]);
  });

  test('an object can be seen only when it is whole', async () => {
    await using subject = await open();
    const key = newKey();
    const seen: unknown[] = [];
    const source = async function* () {
      for (const chunk of [noise(10), noise(10)]) {
        yield chunk;
        seen.push(await subject.storage.read(key, { start: 0, end: 0 }));
      }
    };
    await subject.storage.write(key, source());
    expect(seen).toEqual([undefined, undefined]);
    expect(await bytesOf(await subject.storage.read(key, { start: 0, end: 19 }))).toHaveLength(20);
  });

  test.each([
    [0, 1000],
    [1000, 0],
    [1000, 1000],
    [1000, 600_000],
    [600_000, 1000],
    [600_000, 600_000],
  ])('an object of %i bytes is replaced by one of %i, and that by itself', async (former, size) => {
    await using subject = await open();
    const { storage } = subject;
    const key = newKey();
    await storage.write(key, chunksOf(noise(former, 1), 70_000));
    for (let tries = 0; tries < 2; tries += 1) {
      await storage.write(key, chunksOf(noise(size, 2), 70_000));
      const read = await bytesOf(await storage.read(key, { start: 0, end: size - 1 }));
      expect(sha256Hex(read ?? 'missing')).toBe(sha256Hex(noise(size, 2)));
      expect((await collect(storage.list(''))).map((listed) => listed.size)).toEqual([size]);
      expect(await subject.listEverything()).toHaveLength(1);
    }
  });

  test.each([1000, 600_000])('while %i bytes are replaced, readers get the former or the new ones', async (size) => {
    await using subject = await open();
    const { storage } = subject;
    const key = newKey();
    const range = { start: 0, end: size - 1 };
    const [former, next] = [noise(size, 1), noise(size, 2)];
    await storage.write(key, chunksOf(former, 70_000));
    const seen = new Set<string>();
    const see = async () => seen.add(sha256Hex((await bytesOf(await storage.read(key, range))) ?? 'missing'));
    const source = async function* () {
      for await (const chunk of chunksOf(next, 70_000)) {
        yield chunk;
        await see();
      }
    };
    const writing = storage.write(key, source());
    for (let n = 0; n < 10; n += 1) await see();
    await writing;
    await see();
    expect([...seen].sort()).toEqual([former, next].map(sha256Hex).sort());
  });

  test('an object stays what it is when the source of another one in its place fails', async () => {
    await using subject = await open();
    const { storage } = subject;
    const key = newKey();
    await storage.write(key, chunksOf(noise(1000), 1000));
    const failure = new Error('the sender is gone');
    for (const chunks of [0, 1, 20]) {
      const source = async function* () {
        yield* chunksOf(noise(chunks * 50_000, 2), 50_000);
        throw failure;
      };
      await expect(storage.write(key, source())).rejects.toBe(failure);
    }
    expect((await bytesOf(await storage.read(key, { start: 0, end: 999 })))?.equals(noise(1000))).toBe(true);
    expect(await subject.listEverything()).toHaveLength(1);
  });

  test('many at once stay apart', async () => {
    await using subject = await open();
    const objects = Array.from({ length: 50 }, (_, index) => ({ key: newKey(), bytes: noise(2000, index) }));
    await Promise.all(objects.map(({ key, bytes }) => subject.storage.write(key, chunksOf(bytes, 700))));
    for (const { key, bytes } of objects) {
      expect((await bytesOf(await subject.storage.read(key, { start: 0, end: 1999 })))?.equals(bytes)).toBe(true);
    }
    expect(await subject.listEverything()).toHaveLength(50);
  });
}
