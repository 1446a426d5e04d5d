import { BRANCH, type GithubCall, type GithubReply, refused } from './call.ts';
import type { TestRepository } from './repository.ts';

const INLINE_BYTES = 1024 * 1024;
const MAX_BYTES = 100 * 1024 * 1024;
const MAX_LISTED = 1000;

/** https://docs.github.com/en/rest/repos/contents */
export function contentsAnswers(repository: TestRepository, call: GithubCall): GithubReply | undefined {
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

function read(repository: TestRepository, { query, headers }: GithubCall, path: string): GithubReply {
  const tree = repository.treeOf(query.get('ref') ?? BRANCH);
  if (!tree) return refused(404, `No commit found for the ref ${query.get('ref')}`);
  const entry = repository.find(tree, path);
  if (!entry) return refused(404, 'Not Found');
  if (entry.type === 'tree') {
    const names = [...(repository.tree(entry.sha) ?? [])].slice(0, MAX_LISTED);
    return { status: 200, json: names.map(([name, { sha }]) => factsOf(repository, `${path}/${name}`, sha)) };
  }
  const bytes = repository.blobs.get(entry.sha) ?? Buffer.alloc(0);
  if (bytes.length > MAX_BYTES) return refused(403, 'This API returns blobs up to 100 MB in size.');
  if (headers.accept?.includes('raw')) {
    return { status: 200, bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  }
  const isInline = bytes.length <= INLINE_BYTES;
  const content = isInline ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '';
  return {
    status: 200,
    json: { ...factsOf(repository, path, entry.sha), content, encoding: isInline ? 'base64' : 'none' },
  };
}

function write(repository: TestRepository, { body }: GithubCall, path: string): GithubReply {
  const { message, content, sha, branch = BRANCH } = body;
  if (typeof message !== 'string' || typeof content !== 'string') return refused(422, 'Invalid request.');
  if (sha === null) return refused(422, "Invalid request.\n\nFor 'properties/sha', nil is not a string.");
  const tree = repository.treeOf(String(branch));
  if (!tree) return refused(404, `Branch ${branch} not found`);
  const entry = repository.find(tree, path);
  if (entry?.type === 'tree') return refused(422, `${path} is a directory`);
  if (entry && sha === undefined) return refused(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && sha !== entry?.sha) return refused(409, `${path} does not match ${sha}`);
  const blob = repository.addBlob(Buffer.from(content, 'base64'));
  repository.put(String(branch), new Map([[path, blob]]), message);
  return { status: entry ? 200 : 201, json: { content: factsOf(repository, path, blob) } };
}

function remove(repository: TestRepository, { body }: GithubCall, path: string): GithubReply {
  const { message, sha, branch = BRANCH } = body;
  if (typeof message !== 'string' || typeof sha !== 'string') return refused(422, 'Invalid request.');
  const tree = repository.treeOf(String(branch));
  const entry = tree && repository.find(tree, path);
  if (!entry || entry.type === 'tree') return refused(404, 'Not Found');
  if (sha !== entry.sha) return refused(409, `${path} does not match ${sha}`);
  repository.put(String(branch), new Map([[path, null]]), message);
  return { status: 200, json: { content: null, commit: {} } };
}

function factsOf(repository: TestRepository, path: string, sha: string) {
  const bytes = repository.blobs.get(sha);
  const name = path.split('/').at(-1);
  return { type: bytes ? 'file' : 'dir', name, path, sha, size: bytes?.length ?? 0 };
}
