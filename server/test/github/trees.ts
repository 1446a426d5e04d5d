import fs from 'node:fs';
import * as git from 'isomorphic-git';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Paths, each with the SHA of its blob; a null takes a file away. */
export type Changes = ReadonlyMap<string, string | null>;

/**
 * Writes a tree, and those below it.
 * @param base one like it, or the commit of that; undefined: an empty one
 */
export async function writeTree(gitdir: string, base: string | undefined, changes: Changes): Promise<string> {
  const former = base === undefined ? [] : (await git.readTree({ fs, gitdir, oid: base })).tree;
  const entries = new Map(former.map((entry) => [entry.path, entry]));
  const below = new Map<string, Map<string, string | null>>();
  for (const [path, oid] of changes) {
    const [name = '', ...rest] = path.split('/');
    if (rest.length > 0) below.set(name, (below.get(name) ?? new Map()).set(rest.join('/'), oid));
    else if (oid === null) entries.delete(name);
    else entries.set(name, { mode: '100644', path: name, oid, type: 'blob' });
  }
  for (const [name, changed] of below) {
    const folder = entries.get(name);
    const oid = await writeTree(gitdir, folder?.type === 'tree' ? folder.oid : undefined, changed);
    // Git knows no empty folders.
    if (oid === EMPTY_TREE) entries.delete(name);
    else entries.set(name, { mode: '040000', path: name, oid, type: 'tree' });
  }
  return git.writeTree({ fs, gitdir, tree: [...entries.values()] });
}
