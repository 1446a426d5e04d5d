import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import * as git from 'isomorphic-git';

const [pack, unpack] = [promisify(deflate), promisify(inflate)];

/** The blobs of a repository, each under its SHA-1. */
export interface Blobs {
  add(bytes: Buffer): Promise<string>;
  read(sha: string): Promise<Buffer | undefined>;
  /** How many bytes it has; undefined for what is no blob. */
  sizeOf(sha: string): Promise<number | undefined>;
}

/** Packed and unpacked here: isomorphic-git would take ten seconds for 100 MiB. */
export function createBlobs(gitdir: string): Blobs {
  // An object says it only when all of it is read.
  const sizes = new Map<string, number>();

  const read = async (sha: string): Promise<Buffer | undefined> => {
    const deflated = await loadDeflated(gitdir, sha);
    if (deflated === undefined) return undefined;
    const object = await unpack(deflated);
    const end = object.indexOf(0);
    if (!object.subarray(0, end).toString().startsWith('blob ')) return undefined;
    const bytes = object.subarray(end + 1);
    sizes.set(sha, bytes.length);
    return bytes;
  };

  return {
    read,
    async add(bytes) {
      const object = Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]);
      const oid = createHash('sha1').update(object).digest('hex');
      // Pictures do not get smaller.
      const deflated = await pack(object, { level: 0 });
      await git.writeObject({ fs, gitdir, type: 'blob', format: 'deflated', object: deflated, oid });
      sizes.set(oid, bytes.length);
      return oid;
    },
    sizeOf: async (sha) => sizes.get(sha) ?? (await read(sha))?.length,
  };
}

async function loadDeflated(gitdir: string, oid: string): Promise<Uint8Array | undefined> {
  try {
    const { format, object } = await git.readObject({ fs, gitdir, oid, format: 'deflated' });
    return format === 'deflated' ? object : undefined;
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError) return undefined;
    throw error;
  }
}
