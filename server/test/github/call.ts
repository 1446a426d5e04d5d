import type { IncomingMessage } from 'node:http';

export const BRANCH = 'main';

/** What a request asks for. */
export interface GithubCall {
  readonly method: string;
  /** Behind `/repos/{owner}/{repo}/`, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Whether it carries the token. */
  readonly isAuthenticated: boolean;
  readonly body: Readonly<Record<string, unknown>>;
  /** Where the branch was when the request came: what moves it until the answer comes in between. */
  readonly tip: string | undefined;
}

/** A status, and JSON or bytes. */
export interface GithubReply {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export const refused = (status: number, message: string): GithubReply => ({ status, json: { message, status } });
