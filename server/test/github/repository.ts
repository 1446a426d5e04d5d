import fs from 'node:fs';
import * as git from 'isomorphic-git';
import { createBoundedQueue } from '../../src/core/bounded-queue.ts';
import { createTestFolder } from '../files.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import { BRANCH } from './call.ts';
import { ACCOUNT, type Person } from './person.ts';
import { type Changes, writeTree } from './trees.ts';

interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Undefined: whose token it is. */
  readonly author?: Person | undefined;
}

/** A bare git repository in a folder. Use it with `await using`. */
export interface TestRepository extends AsyncDisposable {
  readonly path: string;
  readonly blobs: Blobs;
  /** The commit that a branch names. */
  tip(branch: string): Promise<string | undefined>;
  /** A tree like `base` with some files put over it. */
  addTree(base: string | undefined, changes: Changes): Promise<string>;
  addCommit(commit: NewCommit): Promise<string>;
  treeOfCommit(sha: string): Promise<string | undefined>;
  tree(sha: string): Promise<readonly git.TreeEntry[] | undefined>;
  /** What is at a path of a tree. */
  find(tree: string, path: string): Promise<git.TreeEntry | undefined>;
  /** The tree that a branch, a commit or a tree stands for. */
  treeOf(name: string): Promise<string | undefined>;
  /** Moves a branch forward; false when it is elsewhere than at `from` by now, or `to` does not come after that. */
  moveBranch(branch: string, from: string | undefined, to: string): Promise<boolean>;
  /** Commits some files on the branch, as somebody else does who has the repository too; a null takes one away. */
  put(files: ReadonlyMap<string, Buffer | null>, message: string): Promise<void>;
  /** Every file of the branch, with its bytes. */
  files(): Promise<ReadonlyMap<string, Buffer>>;
  /** What the commits of the branch say, from the newest to the oldest. */
  log(): Promise<string[]>;
}

export async function createTestRepository(): Promise<TestRepository> {
  const folder = await createTestFolder();
  const gitdir = folder.path;
  const at = { fs, gitdir };
  await git.init({ ...at, bare: true, defaultBranch: BRANCH });
  const blobs = createBlobs(gitdir);
  // The library looks whether an object is there and then writes it: of two at once, one could meet half of it.
  const { run: inTurn } = createBoundedQueue(1, Number.POSITIVE_INFINITY);

  const repository: TestRepository = {
    path: gitdir,
    blobs: { ...blobs, add: (bytes) => inTurn(() => blobs.add(bytes)) },
    tip: (branch) => found(git.resolveRef({ ...at, ref: `refs/heads/${branch}` })),
    addTree: (base, changes) => inTurn(() => writeTree(gitdir, base, changes)),
    addCommit: ({ tree, parents, message, author = ACCOUNT }) =>
      inTurn(() => {
        const signature = { ...author, timestamp: Math.floor(Date.now() / 1000), timezoneOffset: 0 };
        const commit = { tree, parent: [...parents], message, author: signature, committer: signature };
        return git.writeCommit({ ...at, commit });
      }),
    treeOfCommit: async (oid) => (await found(git.readCommit({ ...at, oid })))?.commit.tree,
    tree: async (oid) => (await found(git.readTree({ ...at, oid })))?.tree,
    async find(tree, path) {
      let entry: git.TreeEntry | undefined;
      for (const name of path.split('/')) {
        if (entry && entry.type !== 'tree') return undefined;
        const entries = await repository.tree(entry?.oid ?? tree);
        entry = entries?.find((each) => each.path === name);
        if (!entry) return undefined;
      }
      return entry;
    },
    async treeOf(name) {
      const oid = (await repository.tip(name)) ?? name;
      return (await found(git.readTree({ ...at, oid })))?.oid;
    },
    moveBranch: (branch, from, to) =>
      inTurn(async () => {
        if ((await repository.tip(branch)) !== from) return false;
        if (from && !(await git.isDescendent({ ...at, oid: to, ancestor: from }))) return false;
        await git.writeRef({ ...at, ref: `refs/heads/${branch}`, value: to, force: true });
        return true;
      }),
    async put(files, message) {
      const changes = new Map<string, string | null>();
      for (const [path, bytes] of files) changes.set(path, bytes && (await repository.blobs.add(bytes)));
      const parent = await repository.tip(BRANCH);
      const tree = await repository.addTree(parent, changes);
      const commit = await repository.addCommit({ tree, parents: parent ? [parent] : [], message });
      if (!(await repository.moveBranch(BRANCH, parent, commit))) throw new Error('The branch moved meanwhile.');
    },
    async files() {
      const files = new Map<string, Buffer>();
      const map: git.WalkerMap = async (path, [entry]) => {
        if ((await entry?.type()) === 'blob') files.set(path, Buffer.from((await entry?.content()) ?? []));
      };
      await git.walk({ ...at, trees: [git.TREE({ ref: BRANCH })], map });
      return files;
    },
    log: async () => (await git.log({ ...at, ref: BRANCH })).map(({ commit }) => commit.message.trimEnd()),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
  return repository;
}

/** Undefined for what is not there, or is something else. */
async function found<T>(looking: Promise<T>): Promise<T | undefined> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof git.Errors.NotFoundError || error instanceof git.Errors.ObjectTypeError) return undefined;
    throw error;
  }
}
