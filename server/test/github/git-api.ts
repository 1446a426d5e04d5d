import { type GithubCall, type GithubReply, refused } from './call.ts';
import type { TestRepository } from './repository.ts';

/** https://docs.github.com/en/rest/git */
export function gitAnswers(
  repository: TestRepository,
  call: GithubCall,
  maxTreeEntries: number,
): GithubReply | undefined {
  const [, noun, name = ''] = /^git\/([a-z]+)(?:\/(.+))?$/.exec(call.path) ?? [];
  switch (`${call.method} ${noun}`) {
    case 'POST blobs':
      return addBlob(repository, call);
    case 'POST trees':
      return addTree(repository, call.body);
    case 'POST commits':
      return addCommit(repository, call.body);
    case 'GET ref':
      return showRef(repository, name);
    case 'PATCH refs':
      return moveRef(repository, name, call.body);
    case 'GET commits':
      return showCommit(repository, name);
    case 'GET trees':
      return showTree(repository, name, call.query.has('recursive'), maxTreeEntries);
  }
  return undefined;
}

function addBlob(repository: TestRepository, { body, headers }: GithubCall): GithubReply {
  if (!headers['content-length']) return refused(411, 'Length Required');
  if (body.encoding !== 'base64' || typeof body.content !== 'string') return refused(422, 'Invalid request.');
  return { status: 201, json: { sha: repository.addBlob(Buffer.from(body.content, 'base64')) } };
}

function addTree(repository: TestRepository, body: GithubCall['body']): GithubReply {
  const files = new Map<string, string>();
  for (const entry of Array.isArray(body.tree) ? body.tree : []) {
    if (!repository.blobs.has(entry.sha)) return refused(422, `tree.sha ${entry.sha} is not a valid blob`);
    files.set(entry.path, entry.sha);
  }
  const base = typeof body.base_tree === 'string' ? repository.treeOf(body.base_tree) : undefined;
  if (base === undefined) return refused(422, 'base_tree is not a valid tree oid');
  return { status: 201, json: { sha: repository.addTree(base, files) } };
}

function addCommit(repository: TestRepository, { message, tree, parents }: GithubCall['body']): GithubReply {
  if (typeof message !== 'string' || typeof tree !== 'string' || !Array.isArray(parents)) {
    return refused(422, 'Invalid request.');
  }
  return { status: 201, json: { sha: repository.addCommit({ message, tree, parents }) } };
}

const branchOf = (name: string): string => name.replace(/^heads\//, '');

function showRef(repository: TestRepository, name: string): GithubReply {
  const sha = repository.branches.get(branchOf(name));
  return sha
    ? { status: 200, json: { ref: `refs/${name}`, object: { type: 'commit', sha } } }
    : refused(404, 'Not Found');
}

function moveRef(repository: TestRepository, name: string, { sha, force }: GithubCall['body']): GithubReply {
  const branch = branchOf(name);
  const commit = repository.commit(String(sha));
  if (!repository.branches.has(branch) || !commit) return refused(422, 'Reference does not exist');
  const isForward = commit.parents.includes(repository.branches.get(branch) ?? '');
  if (!isForward && force !== true) return refused(422, 'Update is not a fast forward');
  repository.moveBranch(branch, String(sha));
  return { status: 200, json: { ref: `refs/${name}`, object: { sha } } };
}

function showCommit(repository: TestRepository, sha: string): GithubReply {
  const commit = repository.commit(sha);
  return commit ? { status: 200, json: { sha, tree: { sha: commit.tree } } } : refused(404, 'Not Found');
}

function showTree(repository: TestRepository, name: string, recursive: boolean, maxEntries: number): GithubReply {
  const sha = repository.treeOf(name);
  if (!sha) return refused(404, 'Not Found');
  const tree = [...entriesOf(repository, sha, '', recursive)];
  const truncated = recursive && tree.length > maxEntries;
  return { status: 200, json: { sha, tree: truncated ? tree.slice(0, maxEntries) : tree, truncated } };
}

function* entriesOf(repository: TestRepository, sha: string, prefix: string, recursive: boolean): Generator<object> {
  for (const [name, entry] of repository.tree(sha) ?? []) {
    const size = repository.blobs.get(entry.sha)?.length;
    yield { ...entry, path: prefix + name, ...(size !== undefined && { size }) };
    if (recursive && entry.type === 'tree') yield* entriesOf(repository, entry.sha, `${prefix}${name}/`, true);
  }
}
