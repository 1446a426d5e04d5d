import type { Readable } from 'node:stream';

/** Bytes `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a read gives: small objects whole, larger ones as they come. */
export type ObjectBody = Buffer | Readable;

/** A place where objects are kept under keys such as `2026/04/08/0196….png`. */
export interface Storage {
  /** The provider name that is recorded on assets. */
  readonly name: string;
  /**
   * Stores a new object. It is durable and whole once this resolves, and there is nothing under the key before `chunks`
   * has ended; when `chunks` throws, or anything else fails, nothing of it is left and the error is passed on. Chunks are
   * kept for a while: whoever made them must not change them.
   */
  write(key: string, chunks: AsyncIterable<Buffer>): Promise<void>;
  /**
   * The given bytes of an object, or undefined when it does not exist. A range that ends right before its start is
   * empty: it tells whether the object is there.
   */
  read(key: string, range: ByteRange): Promise<ObjectBody | undefined>;
  /** Removes an object; one that does not exist counts as removed. */
  remove(key: string): Promise<void>;
  /** Resolves when objects can be written and read right now. */
  check(): Promise<void>;
}

/** Whether an object is there; nothing of it is read. */
export const isStored = async (storage: Pick<Storage, 'read'>, key: string): Promise<boolean> =>
  (await storage.read(key, { start: 0, end: -1 })) !== undefined;
