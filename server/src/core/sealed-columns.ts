/**
 * Everything that is sealed: where it is kept and under which context. Kept in one place, so that a change of the key
 * forgets nothing.
 */
export const SEALED_COLUMNS = {
  refreshToken: { table: 'refresh_tokens', column: 'sealed_token', contextOf: (id: string) => `refresh_tokens:${id}` },
  aiProviderKey: {
    table: 'ai_providers',
    column: 'sealed_api_key',
    contextOf: (id: string) => `ai_providers:${id}:api_key`,
  },
  storageSecrets: {
    table: 'storage_profiles',
    column: 'sealed_secrets',
    contextOf: (id: string) => `storage_profiles:${id}:secrets`,
  },
  /** Tells at the start whether the key is the right one. */
  probe: { table: 'encryption_probe', column: 'sealed', contextOf: (id: string) => `encryption_probe:${id}` },
} as const;

export type SealedColumn = (typeof SEALED_COLUMNS)[keyof typeof SEALED_COLUMNS];
