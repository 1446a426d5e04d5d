import { isAbsolute, relative, resolve, sep } from 'node:path';
import { openLocalStorage } from '../../storage/local.ts';
import { optionalAddress } from './fields.ts';
import { defineType, type LocalPaths } from './type.ts';

export interface LocalConfiguration {
  readonly rootPath: string;
  readonly createDirectoryIfMissing: boolean;
  readonly publicBaseUrl: string | null;
}

/** A folder of this machine. Relative ones are below the data folder, which may be moved. */
export const localType = defineType<LocalConfiguration, Record<string, never>>({
  type: 'local',
  secretNames: [],
  capabilities: () => ({
    supportsPublicRead: true,
    supportsPrivateRead: true,
    supportsVisibilityToggle: true,
    supportsDelete: true,
    supportsDirectPublicUrl: false,
    requiresAccessProxy: true,
    recommendedForPrimaryStorage: true,
    isPlatformBacked: false,
    isExperimental: false,
    requiresTokenForPrivateRead: false,
  }),

  readConfiguration(fields, { localPaths }) {
    const rootPath = fields.required('rootPath', 'storage_provider_profile_root_path_required');
    if (!isAllowed(resolve(localPaths.base, rootPath), localPaths)) {
      fields.refuse('rootPath', 'storage_provider_profile_root_path_not_allowed');
    }
    return {
      rootPath,
      createDirectoryIfMissing: fields.boolean('createDirectoryIfMissing', true),
      publicBaseUrl: optionalAddress(fields, 'publicBaseUrl', 'storage_provider_profile_public_base_url_invalid'),
    };
  },

  readSecrets: () => ({}),
  hostsOf: () => [],

  traits: ({ publicBaseUrl }) => ({
    provider: 'local',
    keyPrefix: '',
    keepsPrivate: true,
    redirects: false,
    publicBaseUrl: publicBaseUrl ?? undefined,
  }),

  open: ({ rootPath, createDirectoryIfMissing }, _secrets, { localPaths }) =>
    openLocalStorage({ rootPath: resolve(localPaths.base, rootPath), createRoot: createDirectoryIfMissing }),
});

function isAllowed(path: string, { allowed, reserved }: LocalPaths): boolean {
  return allowed.some((root) => isWithin(path, root)) && !reserved.some((folder) => isWithin(path, folder));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
