import type { StorageProfileId } from '../../core/ids.ts';

/** A file on its way in, with what the client says of it. */
export interface IncomingFile {
  readonly name: string;
  readonly contentType: string | undefined;
  readonly chunks: AsyncIterable<Buffer>;
  /** What is known before the bytes of where they go; what is said behind them counts all the same. */
  readonly known?: Partial<Pick<NewAsset, 'storageProfileId' | 'isPublic' | 'commitMessage'>>;
}

/** What people may say of an asset when it is made. */
export interface NewAsset {
  readonly fileName: string;
  readonly description: string | null;
  readonly altText: string | null;
  readonly isPublic: boolean;
  /** A storage profile to write to; null for the default place. */
  readonly storageProfileId: StorageProfileId | null;
  /** Whether the picture is processed behind the request. */
  readonly runEnrichment: boolean;
  /** For stores that keep a history. */
  readonly commitMessage?: string | null;
}
