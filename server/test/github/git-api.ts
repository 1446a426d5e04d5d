import { collect } from '../objects.ts';
import { type GithubCall, type GithubReply, refused } from './call.ts';
import { personIn } from './person.ts';
import type { TestRepository } from './repository.ts';

/** https://docs.github.com/en/rest/git */
export async function gitAnswers(
  repository: TestRepository,
  call: GithubCall,
  maxTreeEntries: number,
): Promise<GithubReply | undefined> {
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

async function addBlob(repository: TestRepository, { body, headers }: GithubCall): Promise<GithubReply> {
  if (!headers['content-length']) return refused(411, 'Length Required');
  if (body.encoding !== 'base64' || typeof body.content !== 'string') return refused(422, 'Invalid request.');
  return { status: 201, json: { sha: await repository.blobs.add(Buffer.from(body.content, 'base64')) } };
}

async function addTree(repository: TestRepository, body: GithubCall['body']): Promise<GithubReply> {
  const changes = new Map<string, string>();
  for (const entry of Array.isArray(body.tree) ? body.tree : []) {
    const isBlob = (await repository.blobs.sizeOf(entry.sha)) !== undefined;
    if (!isBlob) return refused(422, `tree.sha ${entry.sha} is not a valid blob`);
    changes.set(entry.path, entry.sha);
  }
  const base = typeof body.base_tree === 'string' ? await repository.treeOf(body.base_tree) : undefined;
  if (base === undefined) return refused(422, 'base_tree is not a valid tree oid');
  return { status: 201, json: { sha: await repository.addTree(base, changes) } };
}

async function addCommit(repository: TestRepository, body: GithubCall['body']): Promise<GithubReply> {
  const { message, tree, parents } = body;
  if (typeof message !== 'string' || typeof tree !== 'string' || !Array.isArray(parents)) {
    return refused(422, 'Invalid request.');
  }
  const sha = await repository.addCommit({ message, tree, parents, author: personIn(body.author) });
  return { status: 201, json: { sha } };
}

const branchOf = (name: string): string => name.replace(/^heads\//, '');

async function showRef(repository: TestRepository, name: string): Promise<GithubReply> {
  const sha = await repository.tip(branchOf(name));
  return sha
    ? { status: 200, json: { ref: `refs/${name}`, object: { type: 'commit', sha } } }
    : refused(404, 'Not Found');
}

async function moveRef(
  repository: TestRepository,
  name: string,
  { sha, force }: GithubCall['body'],
): Promise<GithubReply> {
  const branch = branchOf(name);
  const tip = await repository.tip(branch);
  if (!tip || typeof sha !== 'string' || !(await repository.treeOfCommit(sha))) {
    return refused(422, 'Reference does not exist');
  }
  if (force === true || !(await repository.moveBranch(branch, tip, sha))) {
    return refused(422, 'Update is not a fast forward');
  }
  return { status: 200, json: { ref: `refs/${name}`, object: { sha } } };
}

async function showCommit(repository: TestRepository, sha: string): Promise<GithubReply> {
  const tree = await repository.treeOfCommit(sha);
  return tree ? { status: 200, json: { sha, tree: { sha: tree } } } : refused(404, 'Not Found');
}

async function showTree(
  repository: TestRepository,
  name: string,
  recursive: boolean,
  maxEntries: number,
): Promise<GithubReply> {
  const sha = await repository.treeOf(name);
  if (!sha) return refused(404, 'Not Found');
  const tree = await collect(entriesOf(repository, sha, '', recursive));
  const truncated = recursive && tree.length > maxEntries;
  return { status: 200, json: { sha, tree: truncated ? tree.slice(0, maxEntries) : tree, truncated } };
}

async function* entriesOf(
  repository: TestRepository,
  sha: string,
  prefix: string,
  recursive: boolean,
): AsyncGenerator<object> {
  for (const { mode, path, oid, type } of (await repository.tree(sha)) ?? []) {
    const size = type === 'blob' ? await repository.blobs.sizeOf(oid) : undefined;
    yield { mode, type, sha: oid, path: prefix + path, ...(size !== undefined && { size }) };
    if (recursive && type === 'tree') yield* entriesOf(repository, oid, `${prefix}${path}/`, true);
  }
}
