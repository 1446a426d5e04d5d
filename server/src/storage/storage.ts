import type { Readable } from 'node:stream';
import { AppError } from '../core/errors.ts';

/** Bytes `start` to `end`, both included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a read gives: small objects whole, larger ones as they come. */
export type ObjectBody = Buffer | Readable;

/** What a store may want to know of an object beside its bytes. */
export interface ObjectFacts {
  readonly contentType?: string | undefined;
  /** For stores that keep a history: why the object is written or removed. */
  readonly commitMessage?: string | undefined;
}

/** How whoever follows a signed address gets the object. */
export interface SignedAccess {
  readonly contentType: string;
  /** `Content-Disposition`. */
  readonly disposition: string;
  readonly cacheControl: string;
}

const DAMAGED = 'storage_provider_content_damaged';
const DAMAGED_RETRY_AFTER_SECONDS = 30;

/** An object ends before the range that was asked for, or is not what was stored. */
export const damagedObject = (): AppError =>
  new AppError(DAMAGED, undefined, { retryAfterSeconds: DAMAGED_RETRY_AFTER_SECONDS });

export const isDamagedObject = (error: unknown): boolean => error instanceof AppError && error.code === DAMAGED;

/** Where the bytes of an answer begin in their object (RFC 9110 §14.4): a store that takes no notice of ranges gives all. */
export const rangeStart = (contentRange: string | undefined): number =>
  contentRange === undefined ? 0 : Number(/^bytes (\d+)-/.exec(contentRange)?.[1] ?? Number.NaN);

/** An object as a list shows it. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** A place where objects are kept under keys such as `2026/04/08/0196….png`. */
export interface Storage {
  /** The provider name that is recorded on assets. */
  readonly name: string;
  /** Where it is, for comparing: profiles that lead to one folder, bucket or branch have the same. May hold no secret. */
  readonly location: string;
  /**
   * Stores an object. It is durable and whole once this resolves, and nothing of it is under the key before `chunks` has
   * ended; when `chunks` throws, or anything else fails, nothing of it is left and the error is passed on. Chunks are kept
   * for a while: whoever made them must not change them.
   *
   * What is under the key already, whole or half, is replaced, and readers get the one or the other: a try whose end nobody
   * saw can be made again. Every object has a key of its own, so nothing else is lost by that. It stays when `chunks`
   * throws; when the store fails, it may be gone.
   */
  write(key: string, chunks: AsyncIterable<Buffer>, facts?: ObjectFacts): Promise<void>;
  /**
   * The given bytes of an object, or undefined when it does not exist. A range that ends right before its start is
   * empty: it tells whether the object is there. @throws AppError `storage_provider_content_damaged` when the object ends
   * before the range does
   */
  read(key: string, range: ByteRange): Promise<ObjectBody | undefined>;
  /** Removes an object; one that does not exist counts as removed. */
  remove(key: string, facts?: Pick<ObjectFacts, 'commitMessage'>): Promise<void>;
  /**
   * Every object whose key begins with `prefix`, in no certain order. What comes or goes meanwhile may be missing; an
   * object is listed only when it is whole. What lies there under names that no key has is left out.
   * @param prefix empty, or ends in a slash
   */
  list(prefix: string): AsyncIterable<ListedObject>;
  /** Resolves when objects can be written and read right now. */
  check(): Promise<void>;
  /** An address of the store itself that gives the object to whoever has it, for a few minutes. */
  sign?(key: string, access: SignedAccess): Promise<string>;
  /** Lets go of connections once what is under way is done. */
  close?(): Promise<void>;
}

/** A body in pieces; one that is whole is one piece. */
export async function* chunksOf(body: ObjectBody): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(body)) yield body;
  else yield* body;
}

/** Whether an object is there; nothing of it is read. */
export const isStored = async (storage: Pick<Storage, 'read'>, key: string): Promise<boolean> =>
  (await storage.read(key, { start: 0, end: -1 })) !== undefined;
