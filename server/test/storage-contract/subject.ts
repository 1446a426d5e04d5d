import type { Storage } from '../../src/storage/storage.ts';
import type { FaultyProxy } from '../faulty-proxy.ts';
import type { StorageAddress } from '../storage-address.ts';

/** A driver under test, and a look behind it. */
export interface StorageUnderTest extends AsyncDisposable {
  readonly storage: Storage;
  /** For another process. */
  readonly address: StorageAddress;
  /** Everything that is kept, finished or not, by whatever name. */
  listEverything(): Promise<string[]>;
}

export type OpenStorage = () => Promise<StorageUnderTest>;

/** The same store behind a proxy, for drivers that have a connection which can be cut. */
export type OpenBehindProxy = () => Promise<StorageUnderTest & { readonly proxy: FaultyProxy }>;
