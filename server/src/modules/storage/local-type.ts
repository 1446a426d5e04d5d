import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '../../core/errors.ts';
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

  checkPlace: ({ rootPath }, { localPaths }) => checkRealPath(resolve(localPaths.base, rootPath), localPaths),

  readSecrets: () => ({}),
  hostsOf: () => [],

  traits: ({ publicBaseUrl }) => ({
    provider: 'local',
    keyPrefix: '',
    keepsPrivate: true,
    staysPrivate: true,
    redirects: false,
    publicBaseUrl: publicBaseUrl ?? undefined,
  }),

  async open({ rootPath, createDirectoryIfMissing }, _secrets, { localPaths }) {
    const path = resolve(localPaths.base, rootPath);
    await checkRealPath(path, localPaths);
    return openLocalStorage({ rootPath: path, createRoot: createDirectoryIfMissing });
  },
});

/** A link must not lead out of what is allowed, nor into what is reserved. */
async function checkRealPath(path: string, { allowed, reserved, ...paths }: LocalPaths): Promise<void> {
  const real = async (folders: readonly string[]) => Promise.all(folders.map(realPathOf));
  const realPaths = { ...paths, allowed: await real(allowed), reserved: await real(reserved) };
  if (isAllowed(await realPathOf(path), realPaths)) return;
  throw new AppError('storage_provider_profile_root_path_not_allowed', undefined, { field: 'configuration.rootPath' });
}

/** With all links followed, as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    return join(await realPathOf(parent), basename(path));
  }
}

function isAllowed(path: string, { allowed, reserved }: LocalPaths): boolean {
  return allowed.some((root) => isWithin(path, root)) && !reserved.some((folder) => isWithin(path, folder));
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
