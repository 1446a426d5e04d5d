import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startHttpServer, type TestHttpServer } from '../http-server.ts';
import { BRANCH, type GithubCall, type GithubReply, refused } from './call.ts';
import { contentsAnswers } from './contents-api.ts';
import { gitAnswers } from './git-api.ts';
import { createTestRepository, type TestRepository } from './repository.ts';

export const GITHUB_TOKEN = 'github_pat_of_nobody';
const OWNER = 'nobody';
const REPO = 'pictures';

/** A fault that comes before the answer; undefined lets the answer be. */
export type Fault = (call: GithubCall, response: ServerResponse) => GithubReply | 'handled' | undefined;

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

/** GitHub’s REST API for one repository, and the address of its raw files. Use it with `await using`. */
export async function startGithub(): Promise<TestGithub> {
  const repository = createTestRepository();
  const readMe = repository.addBlob(Buffer.from('# Pictures\n'));
  repository.put(BRANCH, new Map([['.gitignore', readMe]]), 'Initial commit');
  const calls: GithubCall[] = [];
  const state = { fault: undefined as Fault | undefined, maxTreeEntries: 100_000 };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', 'http://github.test');
    const text = (await buffer(request)).toString();
    const call: GithubCall = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname).replace(`/api/repos/${OWNER}/${REPO}`, '').replace(/^\//, ''),
      query: url.searchParams,
      headers: request.headers,
      isAuthenticated: request.headers.authorization === `Bearer ${GITHUB_TOKEN}`,
      body: text === '' ? {} : JSON.parse(text),
    };
    calls.push(call);
    const fault = state.fault?.(call, response);
    if (fault === 'handled') return;
    send(response, call.method, fault ?? answerOf(call));
  };

  const answerOf = (call: GithubCall): GithubReply => {
    if (call.path.startsWith('raw/')) return rawAnswer(repository, call);
    if (call.headers['x-github-api-version'] !== '2022-11-28') return refused(400, 'Unsupported API version');
    if (!/^NekoHub\//.test(call.headers['user-agent'] ?? '')) return refused(403, 'Request forbidden: no user agent');
    if (call.headers.authorization && !call.isAuthenticated) return refused(401, 'Bad credentials');
    if (call.path === '') return { status: 200, json: { name: REPO, permissions: { push: call.isAuthenticated } } };
    if (call.method !== 'GET' && call.method !== 'HEAD' && !call.isAuthenticated) return refused(404, 'Not Found');
    return (
      contentsAnswers(repository, call) ??
      gitAnswers(repository, call, state.maxTreeEntries) ??
      refused(404, 'Not Found')
    );
  };

  const server = await startHttpServer(answer);
  return Object.assign(state, server, {
    repository,
    apiBaseUrl: `${server.url}/api`,
    rawBaseUrl: `${server.url}/raw`,
    calls,
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
function rawAnswer(repository: TestRepository, { path, headers }: GithubCall): GithubReply {
  if (headers.authorization) return { status: 400, bytes: Buffer.from('a token came along') };
  const file = repository.files(BRANCH).get(path.replace(`raw/${OWNER}/${REPO}/${BRANCH}/`, ''));
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
