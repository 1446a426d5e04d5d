import { STORAGE_PROVIDER_TYPES, type StorageProviderType } from '../../core/storage-types.ts';
import { githubReleasesType, githubRepoType } from './github-types.ts';
import { localType } from './local-type.ts';
import { s3Type } from './s3-type.ts';
import type { AnyStorageType } from './type.ts';

const TYPES: Readonly<Record<StorageProviderType, AnyStorageType>> = {
  local: localType,
  's3-compatible': s3Type,
  'github-repo': githubRepoType,
  'github-releases': githubReleasesType,
};

export const typeOf = (type: StorageProviderType): AnyStorageType => TYPES[type];

/** The type that somebody means, in any case; `s3` is the same as `s3-compatible`. */
export function parseProviderType(text: string): StorageProviderType | undefined {
  const lower = text.trim().toLowerCase();
  return STORAGE_PROVIDER_TYPES.find((type) => type === (lower === 's3' ? 's3-compatible' : lower));
}
