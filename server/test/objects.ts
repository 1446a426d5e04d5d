import { buffer } from 'node:stream/consumers';
import { newStorageKey } from '../src/storage/keys.ts';
import type { ObjectBody } from '../src/storage/storage.ts';

/** A key of one day, as objects have them. */
export const newKey = (): string => newStorageKey(Date.UTC(2026, 3, 8), '.png');

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
