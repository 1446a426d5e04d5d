/** Writes an object of many bytes, reads it back, and says whether it is the same and what memory that took beside the rest. */
import { createHash } from 'node:crypto';
import { newStorageKey } from '../../src/storage/keys.ts';
import { chunksOf, type Storage } from '../../src/storage/storage.ts';
import { noise } from '../images.ts';
import { openAddressed, type StorageAddress } from '../storage-address.ts';

interface Task {
  readonly address: StorageAddress;
  readonly bytes: number;
}

const CHUNK = noise(64 * 1024);
const MIB = 1024 * 1024;
const CLEARED_AFTER_BYTES = 8 * MIB;

async function* source(bytes: number, see: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) {
    const chunk = CHUNK.subarray(0, left);
    see(chunk);
    yield chunk;
  }
}

async function goThrough(storage: Storage, bytes: number, see: (bytes: number) => void): Promise<boolean> {
  const key = newStorageKey(Date.UTC(2026, 3, 8), '.png');
  const [sent, got] = [createHash('sha256'), createHash('sha256')];
  const seen = (hash: typeof sent) => (chunk: Buffer) => {
    hash.update(chunk);
    see(chunk.length);
  };
  await storage.write(key, source(bytes, seen(sent)));
  const body = await storage.read(key, { start: 0, end: bytes - 1 });
  if (body === undefined) return false;
  for await (const chunk of chunksOf(body)) seen(got)(chunk);
  await storage.remove(key);
  return got.digest('hex') === sent.digest('hex');
}

const { address, bytes } = JSON.parse(process.argv[2] ?? '') as Task;
const storage = await openAddressed(address);
// What is loaded with the first object belongs to no object.
await goThrough(storage, 1, () => {});
globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
let uncleared = 0;
/** What nobody needs any more is cleared away now and then: V8 by itself lets up to 64 MB of it gather. */
const see = (more: number) => {
  peak = Math.max(peak, process.memoryUsage.rss());
  uncleared += more;
  if (uncleared < CLEARED_AFTER_BYTES) return;
  globalThis.gc?.();
  uncleared = 0;
};
const timer = setInterval(see, 5, 0);
const isSame = await goThrough(storage, bytes, see);
clearInterval(timer);
await storage.close?.();
process.stdout.write(JSON.stringify({ isSame, extraMegabytes: Math.round((peak - before) / MIB) }));
