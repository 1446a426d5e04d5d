/** The kinds of stores that profiles are made of. */
export const STORAGE_PROVIDER_TYPES = ['local', 's3-compatible', 'github-repo', 'github-releases'] as const;

export type StorageProviderType = (typeof STORAGE_PROVIDER_TYPES)[number];
