import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import { chunksOf, isDamagedObject, isStored, type ObjectBody, type Storage } from '../../storage/storage.ts';
import type { KeptObject } from '../assets/service.ts';

export type ObjectFault = 'missing' | 'changed' | 'unreadable';

/** What is wrong with a stored object, by what its row says; undefined when nothing is. Never rejects. */
export async function faultOf(
  storage: Storage,
  object: KeptObject,
  verifyBytes: boolean,
): Promise<ObjectFault | undefined> {
  try {
    if (!verifyBytes) return (await isStored(storage, object.storage_key)) ? undefined : 'missing';
    const body = await storage.read(object.storage_key, { start: 0, end: object.size - 1 });
    if (body === undefined) return 'missing';
    return (await sha256Of(body)) === object.checksum_sha256 ? undefined : 'changed';
  } catch (error) {
    return isDamagedObject(error) ? 'changed' : 'unreadable';
  }
}

/** The size of a stored object, as its store lists it; undefined when it is not there. */
export async function sizeOf(storage: Storage, key: string): Promise<number | undefined> {
  const folder = key.includes('/') ? key.slice(0, key.lastIndexOf('/') + 1) : '';
  for await (const object of storage.list(folder)) if (object.key === key) return object.size;
  return undefined;
}

async function sha256Of(body: ObjectBody): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(body)) hash.update(chunk);
  return hash.digest('hex');
}

/** The bytes of a body, with an error at the end when they are not those that a row says. */
export async function* verified(body: ObjectBody, checksumSha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(body)) {
    hash.update(chunk);
    yield chunk;
  }
  if (hash.digest('hex') !== checksumSha256) throw new AppError('asset_content_missing');
}
