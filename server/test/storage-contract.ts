import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../src/core/hashing.ts';
import { newStorageKey } from '../src/storage/keys.ts';
import type { ObjectBody, Storage } from '../src/storage/storage.ts';
import { noise } from './images.ts';

/** A driver under test, and a look behind it. */
export interface StorageUnderTest extends AsyncDisposable {
  readonly storage: Storage;
  /** Everything that is kept, finished or not, by whatever name. */
  listEverything(): Promise<string[]>;
}

const newKey = () => newStorageKey(Date.UTC(2026, 3, 8), '.png');

/** Chunks of these sizes, as a source that is read once. */
export async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function bytesOf(body: ObjectBody | undefined): Promise<Buffer | undefined> {
  return body === undefined || Buffer.isBuffer(body) ? body : buffer(body);
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

const KEYS_OF_NOBODY = [
  '',
  '/',
  '.',
  '..',
  '../outside.png',
  '2026/../../outside.png',
  '2026/04/08/../../../../outside.png',
  '/etc/passwd',
  '2026//x.png',
  '2026/x.png/',
  '2026\\..\\x.png',
  'C:\\x.png',
  '.incoming/x',
  '2026/.hidden',
  'x\0.png',
  'x\n.png',
  '%2e%2e/x.png',
  '猫.png',
  `${'a/'.repeat(600)}b`,
];

/** What every driver must do; run for each of them. */
export function describeStorage(name: string, open: () => Promise<StorageUnderTest>): void {
  describe(`the storage contract: ${name}`, () => {
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

    test('what does not exist reads as undefined, also when it would be empty', async () => {
      await using subject = await open();
      const key = newKey();
      expect(await subject.storage.read(key, { start: 0, end: 9 })).toBeUndefined();
      expect(await subject.storage.read(key, { start: 0, end: -1 })).toBeUndefined();
      await subject.storage.write(key, chunksOf(noise(10), 10));
      expect(await subject.storage.read(`${key}/below`, { start: 0, end: 9 })).toBeUndefined();
    });

    test('removing twice, or what never was, is fine; nothing else goes', async () => {
      await using subject = await open();
      const [key, other] = [newKey(), newKey()];
      for (const each of [key, other]) await subject.storage.write(each, chunksOf(noise(10), 10));
      for (const each of [key, key, newKey(), `${key}/below`]) await subject.storage.remove(each);
      expect(await subject.storage.read(key, { start: 0, end: 9 })).toBeUndefined();
      expect(await bytesOf(await subject.storage.read(other, { start: 0, end: 9 }))).toHaveLength(10);
    });

    test.each([1000, 600_000])(
      'writing %i bytes over an object leaves it whole: as it was, or as it is now',
      async (size) => {
        await using subject = await open();
        const { storage } = subject;
        const key = newKey();
        const [before, after] = [noise(size, 1), noise(size, 2)];
        await storage.write(key, chunksOf(before, 70_000));
        const outcome = await storage.write(key, chunksOf(after, 70_000)).then(
          () => after,
          () => before,
        );
        const read = await bytesOf(await storage.read(key, { start: 0, end: size - 1 }));
        expect(sha256Hex(read ?? 'missing')).toBe(sha256Hex(outcome));
        expect(await subject.listEverything()).toHaveLength(1);
      },
    );

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

    test('many at once stay apart', async () => {
      await using subject = await open();
      const objects = Array.from({ length: 50 }, (_, index) => ({ key: newKey(), bytes: noise(2000, index) }));
      await Promise.all(objects.map(({ key, bytes }) => subject.storage.write(key, chunksOf(bytes, 700))));
      for (const { key, bytes } of objects) {
        expect((await bytesOf(await subject.storage.read(key, { start: 0, end: 1999 })))?.equals(bytes)).toBe(true);
      }
      expect(await subject.listEverything()).toHaveLength(50);
    });

    test.each(KEYS_OF_NOBODY.map((key) => [key]))('takes no key like %j', async (key) => {
      await using subject = await open();
      await expect(subject.storage.write(key, chunksOf(noise(10), 10))).rejects.toThrow('Not a storage key.');
      await expect(subject.storage.read(key, { start: 0, end: 9 })).rejects.toThrow('Not a storage key.');
      await expect(subject.storage.remove(key)).rejects.toThrow('Not a storage key.');
      expect(await subject.listEverything()).toEqual([]);
    });

    test('lists what is stored, all of it or below a folder, and nothing that is on its way', async () => {
      await using subject = await open();
      const { storage } = subject;
      const keys = ['2026/04/08/a.png', '2026/04/08/b.png', '2026/05/a.png', '20261/a.png'];
      for (const [index, key] of keys.entries()) await storage.write(key, chunksOf(noise(index + 1), 10));
      const list = async (prefix: string) => (await collect(storage.list(prefix))).map(({ key }) => key).sort();
      const whileWriting: string[][] = [];
      const source = async function* () {
        yield noise(10);
        whileWriting.push(await list(''));
      };
      await storage.write('2026/04/08/c.png', source());
      await storage.remove('2026/04/08/b.png');
      expect(whileWriting).toEqual([[...keys].sort()]);
      expect(await list('')).toEqual(['2026/04/08/a.png', '2026/04/08/c.png', '2026/05/a.png', '20261/a.png']);
      expect(await list('2026/04/')).toEqual(['2026/04/08/a.png', '2026/04/08/c.png']);
      expect(await list('2026/04/08/a.png/')).toEqual([]);
      expect(await list('2027/')).toEqual([]);
      expect(await collect(storage.list('2026/05/'))).toEqual([{ key: '2026/05/a.png', size: 3 }]);
    });

    test('its check leaves nothing', async () => {
      await using subject = await open();
      await subject.storage.check();
      expect(await subject.listEverything()).toEqual([]);
    });
  });
}
