import { execFile } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../src/core/hashing.ts';
import { newStorageKey } from '../src/storage/keys.ts';
import type { ObjectBody, Storage } from '../src/storage/storage.ts';
import type { FaultyProxy } from './faulty-proxy.ts';
import { noise } from './images.ts';
import type { StorageAddress } from './storage-address.ts';

const runFile = promisify(execFile);
const MEASURED_STORAGE = fileURLToPath(new URL('./programs/measured-storage.ts', import.meta.url));

/** A driver under test, and a look behind it. */
export interface StorageUnderTest extends AsyncDisposable {
  readonly storage: Storage;
  /** For another process. */
  readonly address: StorageAddress;
  /** Everything that is kept, finished or not, by whatever name. */
  listEverything(): Promise<string[]>;
}

export interface ContractOptions {
  /** Of one object; undefined: any number of bytes. */
  readonly maxBytes?: number;
  /** The same store behind a proxy, for drivers that have a connection which can be cut. */
  openBehindProxy?(): Promise<StorageUnderTest & { readonly proxy: FaultyProxy }>;
}

const MIB = 1024 * 1024;
const LARGE_BYTES = 200 * MIB;
const MAX_EXTRA_MEGABYTES = 64;

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
export function describeStorage(
  name: string,
  open: () => Promise<StorageUnderTest>,
  { maxBytes = Number.POSITIVE_INFINITY, openBehindProxy }: ContractOptions = {},
): void {
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

    if (openBehindProxy)
      test('a connection that is cut in the middle leaves no half object, here or there', async () => {
        await using subject = (await openBehindProxy?.()) ?? expect.unreachable();
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
