import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startHttpServer, type TestHttpServer } from '../http-server.ts';
import { BRANCH, type GithubCall, type GithubReply, refused } from './call.ts';
import { branchIn, contentsAnswers } from './contents-api.ts';
import { gitAnswers } from './git-api.ts';
import { createTestRepository, type TestRepository } from './repository.ts';

export const GITHUB_TOKEN = 'github_pat_of_nobody';
const OWNER = 'nobody';
const REPO = 'pictures';

type Misanswer = GithubReply | 'handled' | undefined;

/** A fault that comes before the answer; undefined lets the answer be. */
export type Fault = (call: GithubCall, response: ServerResponse) => Misanswer | Promise<Misanswer>;

export interface TestGithub extends TestHttpServer {
  readonly repository: TestRepository;
  readonly apiBaseUrl: string;
  readonly rawBaseUrl: string;
  readonly calls: readonly GithubCall[];
  /** Asked before every answer. */
  fault: Fault | undefined;
  /** How many entries a tree answer has at most. */
  maxTreeEntries: number;
}

/** GitHub’s REST API over a git repository, and the address of its raw files. Use it with `await using`. */
export async function startGithub(): Promise<TestGithub> {
  const repository = await createTestRepository();
  await repository.put(new Map([['.gitignore', Buffer.from('# Pictures\n')]]), 'Initial commit');
  const calls: GithubCall[] = [];
  const state = { fault: undefined as Fault | undefined, maxTreeEntries: 100_000 };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', 'http://github.test');
    const text = (await buffer(request)).toString();
    const body = text === '' ? {} : JSON.parse(text);
    const call: GithubCall = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname).replace(`/api/repos/${OWNER}/${REPO}`, '').replace(/^\//, ''),
      query: url.searchParams,
      headers: request.headers,
      isAuthenticated: request.headers.authorization === `Bearer ${GITHUB_TOKEN}`,
      body,
      tip: await repository.tip(branchIn(body)),
    };
    calls.push(call);
    const fault = await state.fault?.(call, response);
    if (fault === 'handled') return;
    send(response, call.method, fault ?? (await answerOf(call)));
  };

  const answerOf = async (call: GithubCall): Promise<GithubReply> => {
    if (call.path.startsWith('raw/')) return rawAnswer(repository, call);
    if (call.headers['x-github-api-version'] !== '2022-11-28') return refused(400, 'Unsupported API version');
    if (!/^NekoHub\//.test(call.headers['user-agent'] ?? '')) return refused(403, 'Request forbidden: no user agent');
    if (call.headers.authorization && !call.isAuthenticated) return refused(401, 'Bad credentials');
    if (call.path === '') return { status: 200, json: { name: REPO, permissions: { push: call.isAuthenticated } } };
    if (call.method !== 'GET' && call.method !== 'HEAD' && !call.isAuthenticated) return refused(404, 'Not Found');
    return (
      (await contentsAnswers(repository, call)) ??
      (await gitAnswers(repository, call, state.maxTreeEntries)) ??
      refused(404, 'Not Found')
    );
  };

  const answering = new Set<Promise<void>>();
  const server = await startHttpServer((request, response) => {
    const done = answer(request, response).catch(() => void response.destroy());
    answering.add(done);
    void done.finally(() => answering.delete(done));
  });
  return Object.assign(state, server, {
    repository,
    apiBaseUrl: `${server.url}/api`,
    rawBaseUrl: `${server.url}/raw`,
    calls,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      // Who has gone does not stop a commit that is under way.
      await Promise.allSettled(answering);
      await repository[Symbol.asyncDispose]();
    },
  });
}

/** The configuration of a profile that leads here. */
export const githubConfiguration = (github: Pick<TestGithub, 'apiBaseUrl' | 'rawBaseUrl'>) => ({
  owner: OWNER,
  repo: REPO,
  ref: BRANCH,
  basePath: 'images' as string | null,
  visibilityPolicy: 'public-only' as 'public-only' | 'private-token',
  apiBaseUrl: github.apiBaseUrl,
  rawBaseUrl: github.rawBaseUrl,
  allowDelete: false,
});

/** Files as a CDN gives them: with ranges, to everybody, and no token shall come this way. */
async function rawAnswer(repository: TestRepository, { path, headers, tip }: GithubCall): Promise<GithubReply> {
  if (headers.authorization) return { status: 400, bytes: Buffer.from('a token came along') };
  const tree = tip && (await repository.treeOf(tip));
  const entry = tree && (await repository.find(tree, path.replace(`raw/${OWNER}/${REPO}/${BRANCH}/`, '')));
  const file = entry && (await repository.blobs.read(entry.oid));
  if (!file) return { status: 404, bytes: Buffer.from('404: Not Found') };
  const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? [];
  if (start === undefined || end === undefined) return { status: 200, bytes: file };
  if (Number(start) >= file.length) return { status: 416, bytes: Buffer.alloc(0) };
  const bytes = file.subarray(Number(start), Number(end) + 1);
  const last = Number(start) + bytes.length - 1;
  return { status: 206, bytes, headers: { 'content-range': `bytes ${start}-${last}/${file.length}` } };
}

function send(response: ServerResponse, method: string, { status, json, bytes, headers }: GithubReply): void {
  const body = bytes ?? (json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(json)));
  response.writeHead(status, {
    'content-type': bytes ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'content-length': body.length,
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': '1775653200',
    ...headers,
  });
  response.end(method === 'HEAD' ? undefined : body);
}
