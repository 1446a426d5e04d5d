import { createHash } from 'node:crypto';

interface Entry {
  readonly mode: string;
  readonly type: 'blob' | 'tree';
  readonly sha: string;
}

/** Names below one folder, each with its entry. */
type Tree = ReadonlyMap<string, Entry>;

interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

/** A repository as git keeps one: blobs, trees and commits under their SHA-1, and branches that name commits. */
export interface TestRepository {
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly branches: ReadonlyMap<string, string>;
  addBlob(bytes: Buffer): string;
  /** A tree like `base` with some files put over it; a null takes one away. */
  addTree(base: string | undefined, files: ReadonlyMap<string, string | null>): string;
  addCommit(commit: Commit): string;
  commit(sha: string): Commit | undefined;
  tree(sha: string): Tree | undefined;
  /** What is at a path of a tree; `''` is the tree itself. */
  find(tree: string, path: string): Entry | undefined;
  /** The tree that a branch, a commit or a tree stands for. */
  treeOf(name: string): string | undefined;
  moveBranch(name: string, commit: string): void;
  /** Commits some files on a branch, which is made when it is missing. */
  put(branch: string, files: ReadonlyMap<string, string | null>, message: string): string;
  /** Every file of a branch, with its bytes. */
  files(branch: string): ReadonlyMap<string, Buffer>;
  /** From the newest to the oldest. */
  log(branch: string): string[];
}

export function createTestRepository(): TestRepository {
  const blobs = new Map<string, Buffer>();
  const trees = new Map<string, Tree>();
  const commits = new Map<string, Commit>();
  const branches = new Map<string, string>();

  const addTreeOf = (entries: Tree): string => {
    // Folders are sorted as if their names ended in a slash.
    const sorted = [...entries].sort(([a, x], [b, y]) =>
      Buffer.compare(Buffer.from(x.type === 'tree' ? `${a}/` : a), Buffer.from(y.type === 'tree' ? `${b}/` : b)),
    );
    const parts = sorted.flatMap(([name, { mode, sha }]) => [
      Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`),
      Buffer.from(sha, 'hex'),
    ]);
    const sha = shaOf('tree', Buffer.concat(parts));
    trees.set(sha, new Map(sorted));
    return sha;
  };

  const putInto = (tree: Tree, path: readonly string[], blob: string | null): Tree => {
    const [name = '', ...rest] = path;
    const entries = new Map(tree);
    if (rest.length > 0) {
      const below = putInto(trees.get(entries.get(name)?.sha ?? '') ?? new Map(), rest, blob);
      // Git knows no empty folders.
      if (below.size === 0) entries.delete(name);
      else entries.set(name, { mode: '040000', type: 'tree', sha: addTreeOf(below) });
    } else if (blob === null) entries.delete(name);
    else entries.set(name, { mode: '100644', type: 'blob', sha: blob });
    return entries;
  };

  const walk = function* (sha: string, prefix: string): Generator<[string, Buffer]> {
    for (const [name, entry] of trees.get(sha) ?? []) {
      if (entry.type === 'tree') yield* walk(entry.sha, `${prefix}${name}/`);
      else yield [prefix + name, blobs.get(entry.sha) ?? Buffer.alloc(0)];
    }
  };

  return {
    blobs,
    branches,
    addBlob(bytes) {
      const sha = shaOf('blob', bytes);
      blobs.set(sha, bytes);
      return sha;
    },
    addTree(base, files) {
      let tree: Tree = (base && trees.get(base)) || new Map();
      for (const [path, blob] of files) tree = putInto(tree, path.split('/'), blob);
      return addTreeOf(tree);
    },
    addCommit(commit) {
      const text = [`tree ${commit.tree}`, ...commit.parents.map((sha) => `parent ${sha}`), '', commit.message];
      const sha = shaOf('commit', Buffer.from(text.join('\n')));
      commits.set(sha, commit);
      return sha;
    },
    commit: (sha) => commits.get(sha),
    tree: (sha) => trees.get(sha),
    find(tree, path) {
      let entry: Entry = { mode: '040000', type: 'tree', sha: tree };
      for (const name of path === '' ? [] : path.split('/')) {
        const next = entry.type === 'tree' ? trees.get(entry.sha)?.get(name) : undefined;
        if (!next) return undefined;
        entry = next;
      }
      return entry;
    },
    treeOf(name) {
      const [revision = '', path] = name.split(':');
      const sha = branches.get(revision) ?? revision;
      const tree = commits.get(sha)?.tree ?? (trees.has(sha) ? sha : undefined);
      if (tree === undefined || path === undefined) return tree;
      const entry = this.find(tree, path);
      return entry?.type === 'tree' ? entry.sha : undefined;
    },
    moveBranch(name, commit) {
      branches.set(name, commit);
    },
    put(branch, files, message) {
      const parent = branches.get(branch);
      const tree = this.addTree(parent && commits.get(parent)?.tree, files);
      const sha = this.addCommit({ tree, parents: parent ? [parent] : [], message });
      branches.set(branch, sha);
      return sha;
    },
    files: (branch) => new Map(walk(commits.get(branches.get(branch) ?? '')?.tree ?? '', '')),
    log(branch) {
      const messages: string[] = [];
      for (let sha = branches.get(branch); sha !== undefined; ) {
        const commit = commits.get(sha);
        if (!commit) break;
        messages.push(commit.message);
        sha = commit.parents[0];
      }
      return messages;
    },
  };
}

const shaOf = (type: string, body: Buffer): string =>
  createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex');
