import { AppError } from '../../core/errors.ts';
import type { GithubClient } from './client.ts';
import type { GithubConfiguration } from './configuration.ts';
import { namedBy } from './faults.ts';
import { encodePath, pathBelow } from './paths.ts';
import { findFolder, type TreeEntry, walkTree } from './tree.ts';

const MAX_ENTRIES = 100_000;
const MAX_PAGE_SIZE = 200;

const BROWSE_TYPES = ['all', 'file', 'dir'] as const;

/** What of a folder is asked for, checked by {@link checkBrowse}. */
export interface Browse {
  readonly path: string;
  readonly recursive: boolean;
  readonly maxDepth: number;
  readonly type: (typeof BROWSE_TYPES)[number];
  readonly keyword: string | null;
  readonly page: number;
  readonly pageSize: number;
}

export interface BrowsedItem {
  readonly name: string;
  /** Below the folder of the configuration. */
  readonly path: string;
  readonly type: 'file' | 'dir';
  readonly isDirectory: boolean;
  readonly isFile: boolean;
  readonly size: number | null;
  readonly sha: string | null;
  readonly publicUrl: string | null;
}

export interface BrowsedPage {
  readonly items: readonly BrowsedItem[];
  readonly total: number;
  readonly hasMore: boolean;
}

type Given = { readonly [Field in keyof Browse]?: (Field extends 'type' ? string : Browse[Field]) | null | undefined };

/** Defaults for what is missing. @throws AppError `storage_provider_directory_*`, naming the field */
export function checkBrowse(given: Given): Browse {
  const word = (given.type ?? 'all').trim().toLowerCase();
  const type = BROWSE_TYPES.find((known) => known === word);
  if (!type) throw new AppError('storage_provider_directory_type_invalid', undefined, { field: 'type' });
  const { page, pageSize, maxDepth } = {
    page: given.page ?? 1,
    pageSize: given.pageSize ?? 50,
    maxDepth: given.maxDepth ?? 2,
  };
  if (page < 1) throw new AppError('storage_provider_directory_page_invalid', undefined, { field: 'page' });
  if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
    throw new AppError('storage_provider_directory_page_size_invalid', undefined, { field: 'pageSize' });
  }
  if (maxDepth < 1) throw new AppError('storage_provider_directory_depth_invalid', undefined, { field: 'maxDepth' });
  return {
    path: given.path?.trim() ?? '',
    recursive: given.recursive ?? false,
    maxDepth,
    type,
    keyword: given.keyword?.trim() || null,
    page,
    pageSize,
  };
}

/**
 * One page of a folder: folders first, then by name and path, whatever their case.
 * @throws AppError `storage_provider_*`
 */
export async function browseFolder(
  client: GithubClient,
  configuration: GithubConfiguration,
  browse: Browse,
): Promise<BrowsedPage> {
  const folderPath = pathBelow(null, browse.path);
  const entries = await listFolder(client, pathBelow(configuration.basePath, browse.path), browse);
  const prefix = folderPath === '' ? '' : `${folderPath}/`;
  const items = entries
    .map((entry) => toItem(configuration, prefix + entry.path, entry))
    .filter(({ type }) => browse.type === 'all' || type === browse.type)
    .filter(({ path }) => browse.keyword === null || path.toLowerCase().includes(browse.keyword.toLowerCase()))
    .sort(byKindAndName);
  const start = (browse.page - 1) * browse.pageSize;
  const page = items.slice(start, start + browse.pageSize);
  return { items: page, total: items.length, hasMore: start + page.length < items.length };
}

async function listFolder(client: GithubClient, path: string, { recursive, maxDepth }: Browse): Promise<TreeEntry[]> {
  try {
    const folder = await findFolder(client, path);
    if (folder === 'file') throw new AppError('storage_provider_directory_expected', undefined, { field: 'path' });
    if (folder === undefined) throw new AppError('storage_provider_directory_not_found', undefined, { field: 'path' });
    const entries: TreeEntry[] = [];
    for await (const entry of walkTree(client, folder, recursive ? maxDepth : 1)) {
      if (entries.push(entry) > MAX_ENTRIES) {
        throw new AppError(
          'storage_provider_directory_list_failed',
          `The folder has more than ${MAX_ENTRIES} entries.`,
        );
      }
    }
    return entries;
  } catch (error) {
    throw namedBy('storage_provider_directory_list_failed', error);
  }
}

const toItem = (
  configuration: GithubConfiguration,
  path: string,
  { isDirectory, size, sha }: TreeEntry,
): BrowsedItem => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  type: isDirectory ? 'dir' : 'file',
  isDirectory,
  isFile: !isDirectory,
  size: size ?? null,
  sha,
  publicUrl: isDirectory ? null : rawUrlOf(configuration, pathBelow(configuration.basePath, path)),
});

/** Where everybody can read a file; null when nobody can without the token. @param path from the top of the repository */
export const rawUrlOf = (configuration: GithubConfiguration, path: string): string | null => {
  const { visibilityPolicy, rawBaseUrl, owner, repo, ref } = configuration;
  return visibilityPolicy === 'public-only'
    ? `${rawBaseUrl}/${owner}/${repo}/${encodePath(ref)}/${encodePath(path)}`
    : null;
};

function byKindAndName(a: BrowsedItem, b: BrowsedItem): number {
  if (a.isDirectory !== b.isDirectory) return a.isDirectory ? -1 : 1;
  return compare(a.name, b.name) || compare(a.path, b.path);
}

function compare(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}
