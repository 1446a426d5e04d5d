import { BRANCH, type GithubCall, type GithubReply, refused } from './call.ts';
import { personIn } from './person.ts';
import type { TestRepository } from './repository.ts';

const INLINE_BYTES = 1024 * 1024;
const MAX_BYTES = 100 * 1024 * 1024;
const MAX_LISTED = 1000;

/** https://docs.github.com/en/rest/repos/contents */
export async function contentsAnswers(repository: TestRepository, call: GithubCall): Promise<GithubReply | undefined> {
  const [, path] = /^contents\/(.+)$/.exec(call.path) ?? [];
  if (path === undefined) return undefined;
  switch (call.method) {
    case 'GET':
    case 'HEAD':
      return read(repository, call, path);
    case 'PUT':
      return write(repository, call, path);
    case 'DELETE':
      return remove(repository, call, path);
  }
  return undefined;
}

async function read(repository: TestRepository, { query, headers }: GithubCall, path: string): Promise<GithubReply> {
  const tree = await repository.treeOf(query.get('ref') ?? BRANCH);
  if (!tree) return refused(404, `No commit found for the ref ${query.get('ref')}`);
  const entry = await repository.find(tree, path);
  if (!entry) return refused(404, 'Not Found');
  if (entry.type === 'tree') {
    const entries = ((await repository.tree(entry.oid)) ?? []).slice(0, MAX_LISTED);
    const facts = entries.map(({ path: name, oid }) => factsOf(repository, `${path}/${name}`, oid));
    return { status: 200, json: await Promise.all(facts) };
  }
  const bytes = (await repository.blobs.read(entry.oid)) ?? Buffer.alloc(0);
  if (bytes.length > MAX_BYTES) return refused(403, 'This API returns blobs up to 100 MB in size.');
  if (headers.accept?.includes('raw')) {
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  }
  const isInline = bytes.length <= INLINE_BYTES;
  const content = isInline ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '';
  const facts = await factsOf(repository, path, entry.oid);
  return { status: 200, json: { ...facts, content, encoding: isInline ? 'base64' : 'none' } };
}

async function write(repository: TestRepository, call: GithubCall, path: string): Promise<GithubReply> {
  const { message, content, sha } = call.body;
  if (typeof message !== 'string' || typeof content !== 'string') return refused(422, 'Invalid request.');
  if (sha === null) return refused(422, "Invalid request.\n\nFor 'properties/sha', nil is not a string.");
  if (!call.tip) return refused(404, 'Branch not found');
  const tree = await repository.treeOf(call.tip);
  const entry = tree ? await repository.find(tree, path) : undefined;
  if (entry?.type === 'tree') return refused(422, `${path} is a directory`);
  if (entry && sha === undefined) return refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && sha !== entry?.oid) return refused(409, `${path} does not match ${sha}`);
  const blob = await repository.blobs.add(Buffer.from(content, 'base64'));
  const facts = await factsOf(repository, path, blob);
  const refusal = await commit(repository, call, path, blob, message);
  return refusal ?? { status: entry ? 200 : 201, json: { content: facts } };
}

async function remove(repository: TestRepository, call: GithubCall, path: string): Promise<GithubReply> {
  const { message, sha } = call.body;
  if (typeof message !== 'string' || typeof sha !== 'string') return refused(422, 'Invalid request.');
  const tree = call.tip && (await repository.treeOf(call.tip));
  const entry = tree && (await repository.find(tree, path));
  if (!entry || entry.type === 'tree') return refused(404, 'Not Found');
  if (sha !== entry.oid) return refused(409, `${path} does not match ${sha}`);
  const refusal = await commit(repository, call, path, null, message);
  return refusal ?? { status: 200, json: { content: null, commit: {} } };
}

/** On top of what the branch was when the request came. */
async function commit(
  repository: TestRepository,
  { tip, body }: GithubCall,
  path: string,
  blob: string | null,
  message: string,
): Promise<GithubReply | undefined> {
  const tree = await repository.addTree(tip, new Map([[path, blob]]));
  const parents = tip ? [tip] : [];
  const sha = await repository.addCommit({ tree, parents, message, author: personIn(body.author) });
  const branch = branchIn(body);
  if (await repository.moveBranch(branch, tip, sha)) return undefined;
  return refused(409, `is at ${await repository.tip(branch)} but expected ${tip}`);
}

/** The branch that a request is for. */
export const branchIn = ({ branch }: GithubCall['body']): string => (typeof branch === 'string' ? branch : BRANCH);

async function factsOf(repository: TestRepository, path: string, sha: string) {
  const size = await repository.blobs.sizeOf(sha);
  const name = path.split('/').at(-1);
  return { type: size === undefined ? 'dir' : 'file', name, path, sha, size: size ?? 0 };
}
