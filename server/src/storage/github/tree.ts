import Type, { type Static } from 'typebox';
import type { ErrorCode } from '../../core/errors.ts';
import type { GithubClient } from './client.ts';
import { isRefusal } from './faults.ts';

const TreeSchema = Type.Object({
  sha: Type.String(),
  tree: Type.Array(
    Type.Object({
      path: Type.String(),
      type: Type.String(),
      sha: Type.String(),
      size: Type.Optional(Type.Integer()),
    }),
  ),
  truncated: Type.Boolean(),
});

type Entry = Static<typeof TreeSchema>['tree'][number];

/** Something in a folder. Links and submodules count as files. */
export interface TreeEntry {
  /** From the folder that was asked for. */
  readonly path: string;
  readonly isDirectory: boolean;
  /** Bytes; undefined for what has no bytes of its own. */
  readonly size: number | undefined;
  readonly sha: string;
}

const FAILED: ErrorCode = 'storage_provider_directory_list_failed';

const load = (client: GithubClient, name: string, recursive: boolean): Promise<Static<typeof TreeSchema>> =>
  client.ask(
    TreeSchema,
    // Whatever value it has, the parameter makes the answer recursive.
    { route: 'GET /repos/{owner}/{repo}/git/trees/{name}', parameters: { name, ...(recursive && { recursive: '1' }) } },
    FAILED,
  );

/**
 * The tree of a folder, by its name for the API; `'file'` when something else is there, undefined when nothing is.
 * @throws AppError `storage_provider_*`, GithubRefusal
 */
export async function findFolder(client: GithubClient, path: string): Promise<string | 'file' | undefined> {
  let name = client.repository.ref;
  for (const segment of path === '' ? [] : path.split('/')) {
    const entry = (await loadIfThere(client, name))?.tree.find((found) => found.path === segment);
    if (!entry) return undefined;
    if (entry.type !== 'tree') return 'file';
    name = entry.sha;
  }
  return name;
}

/** An empty repository has no tree (409). */
async function loadIfThere(client: GithubClient, name: string) {
  try {
    return await load(client, name, false);
  } catch (error) {
    if (isRefusal(error, 404, 409)) return undefined;
    throw error;
  }
}

/**
 * All that is below a tree, a folder before what is in it.
 * @param depth how many levels; 1 for what is in the folder itself
 * @throws AppError `storage_provider_*`, GithubRefusal
 */
export async function* walkTree(client: GithubClient, name: string, depth: number): AsyncGenerator<TreeEntry> {
  if (depth > 1) {
    const { tree, truncated } = await load(client, name, true);
    if (!truncated) {
      for (const entry of tree) if (entry.path.split('/').length <= depth) yield toEntry(entry);
      return;
    }
  }
  // Too much for one answer: one for each folder.
  for (const entry of (await load(client, name, false)).tree) {
    yield toEntry(entry);
    if (depth === 1 || entry.type !== 'tree') continue;
    for await (const below of walkTree(client, entry.sha, depth - 1)) {
      yield { ...below, path: `${entry.path}/${below.path}` };
    }
  }
}

const toEntry = ({ path, type, size, sha }: Entry): TreeEntry => ({
  path,
  isDirectory: type === 'tree',
  size,
  sha,
});
