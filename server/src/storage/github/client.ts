import type { Octokit } from '@octokit/core';
import type { Static, TSchema } from 'typebox';
import { type Clock, MINUTE, SECOND } from '../../core/clock.ts';
import { AppError, type ErrorCode } from '../../core/errors.ts';
import { matching } from '../../core/matching.ts';
import type { Outbound, OutboundInit } from '../../core/outbound.ts';
import type { Secret } from '../../core/secret.ts';
import type { GithubConfiguration } from './configuration.ts';
import {
  accessDenied,
  askedPause,
  GithubRefusal,
  hint,
  rateLimited,
  transportFault,
  unexpectedAnswer,
} from './faults.ts';
import { receiving, sending, watchSilence } from './silence.ts';

const API_VERSION = '2022-11-28';
const TRANSFER_WITHIN_MS = 10 * MINUTE;
/** Of JSON: a tree of a hundred thousand files has about 25 MB. */
const MAX_JSON_BYTES = 32 * 1024 * 1024;
const MAX_TRIES = 4;
const FIRST_PAUSE_MS = SECOND / 2;
/** Whoever is asked to wait for longer is told so instead. */
const LONGEST_PAUSE_MS = 10 * SECOND;
const MAX_REDIRECTS = 2;

export interface GithubRequest {
  /** Such as `GET /repos/{owner}/{repo}/contents/{path}`; owner and repo are known. */
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body of known length that is made anew for each try. */
  readonly upload?: { readonly bytes: number; open(): AsyncIterable<Buffer> };
  /** For an answer that is read piece by piece. */
  readonly maxBodyBytes?: number;
}

interface GithubAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

/** GitHub’s REST API for one repository: tried again where that helps, in peace while it asks for it, without its words. */
export interface GithubClient {
  readonly repository: Pick<GithubConfiguration, 'owner' | 'repo' | 'ref'>;
  /** Whether there is a token: without one, the repository can only be read. */
  readonly isAuthenticated: boolean;
  /**
   * What is answered, when it has the form of `schema`.
   * @throws GithubRefusal for a status the caller may know; AppError `storage_provider_*`, `outbound_*`; `code` for another form
   */
  ask<Schema extends TSchema>(schema: Schema, request: GithubRequest, code: ErrorCode): Promise<Static<Schema>>;
  /** An answer whose body is a stream, or null. @throws as {@link ask} */
  open(request: GithubRequest): Promise<GithubAnswer>;
  /** The same from the address of raw files, which asks for no token. @throws as {@link ask} */
  openRaw(url: string, init: Pick<OutboundInit, 'method' | 'headers'>, maxBodyBytes: number): Promise<Response>;
}

export interface GithubClientOptions {
  readonly configuration: GithubConfiguration;
  readonly token: Secret<string> | undefined;
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** How long GitHub may be silent. */
  readonly timeoutMs: number;
}

export function createGithubClient({
  configuration,
  token,
  outbound,
  clock,
  timeoutMs,
}: GithubClientOptions): GithubClient {
  const { owner, repo, ref, apiBaseUrl } = configuration;
  let octokit: Promise<Octokit> | undefined;
  let peaceUntil = 0;

  const openOctokit = (): Promise<Octokit> => {
    octokit ??= createOctokit(apiBaseUrl);
    return octokit;
  };

  const send = async (request: GithubRequest, asStream: boolean): Promise<GithubAnswer> => {
    const { request: ask } = await openOctokit();
    const answer = await ask(request.route, {
      owner,
      repo,
      ...request.parameters,
      ...(request.upload && { data: request.upload.open() }),
      headers: {
        'x-github-api-version': API_VERSION,
        ...(token && { authorization: `Bearer ${token.reveal()}` }),
        ...(request.upload && { 'content-type': 'application/json', 'content-length': String(request.upload.bytes) }),
        ...request.headers,
      },
      request: {
        parseSuccessResponseBody: !asStream,
        fetch: (url: string, init: OutboundInit) =>
          guarded(outbound, url, init, {
            isTransfer: asStream || request.upload !== undefined,
            timeoutMs,
            maxResponseBytes: request.maxBodyBytes ?? MAX_JSON_BYTES,
          }),
      },
    });
    // A redirect that is not followed: the repository has another name by now.
    if (answer.status >= 300) throw new GithubRefusal(answer.status);
    return answer;
  };

  /** The error that is told, and the pause after which another try makes sense. */
  const judge = (error: unknown, tries: number): { fault: unknown; pauseMs?: number } => {
    const growing = FIRST_PAUSE_MS * 2 ** (tries - 1);
    if (error instanceof GithubRefusal) return { fault: error };
    const { transport, status, headers, isSecondaryLimit } = partsOf(error);
    if (transport) {
      const fault = transportFault(transport);
      return transport.code === 'outbound_unreachable' ? { fault, pauseMs: growing } : { fault };
    }
    if (status === undefined) return { fault: error };
    const asked = askedPause(status, headers, clock.now()) ?? (isSecondaryLimit ? 60 : undefined);
    if (status === 403 || status === 429) {
      if (asked === undefined) return { fault: accessDenied() };
      peaceUntil = clock.now() + asked * SECOND;
      return { fault: rateLimited(asked), pauseMs: asked * SECOND };
    }
    if (status === 401) return { fault: accessDenied() };
    if (status === 507) return { fault: new AppError('storage_provider_full', undefined, hint()) };
    if (status < 500 && status !== 408) return { fault: new GithubRefusal(status) };
    const pauseMs = asked === undefined ? growing : asked * SECOND;
    return { fault: new AppError('storage_provider_failed', undefined, hint(asked)), pauseMs };
  };

  const keepPeace = async (): Promise<void> => {
    const left = peaceUntil - clock.now();
    if (left <= 0) return;
    if (left > LONGEST_PAUSE_MS) throw rateLimited(Math.ceil(left / SECOND));
    await clock.sleep(left);
  };

  const trying = async <T>(attempt: () => Promise<T>): Promise<T> => {
    await keepPeace();
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt();
      } catch (error) {
        const { fault, pauseMs } = judge(error, tries);
        if (pauseMs === undefined || pauseMs > LONGEST_PAUSE_MS || tries === MAX_TRIES) throw fault;
        await clock.sleep(pauseMs);
      }
    }
  };

  return {
    repository: { owner, repo, ref },
    isAuthenticated: token !== undefined,
    async ask(schema, request, code) {
      const { data } = await trying(() => send(request, false));
      const found = await matching(schema, data);
      if (found === undefined) throw unexpectedAnswer(code);
      return found;
    },
    open: (request) => trying(() => send(request, true)),
    openRaw: (url, init, maxBodyBytes) =>
      trying(async () => {
        const response = await guarded(outbound, url, init, {
          isTransfer: true,
          timeoutMs,
          maxResponseBytes: maxBodyBytes,
        });
        if (response.ok) return response;
        await response.body?.cancel();
        throw new UpstreamStatus(response.status, Object.fromEntries(response.headers));
      }),
  };
}

/** Loaded with the first request: many hubs never make one. */
async function createOctokit(baseUrl: string): Promise<Octokit> {
  const { Octokit } = await import('@octokit/core');
  const silent = () => {};
  return new Octokit({
    baseUrl,
    userAgent: 'NekoHub/1.0',
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

/** A status of what Octokit does not ask for. */
class UpstreamStatus extends Error {
  readonly status: number;
  readonly response: { readonly headers: Record<string, string> };

  constructor(status: number, headers: Record<string, string>) {
    super();
    this.status = status;
    this.response = { headers };
  }
}

/** Only what says how to go on: the message of an error has the upstream’s words in it, and its request the token. */
function partsOf(error: unknown) {
  if (error instanceof AppError) return { transport: error };
  const { cause, status, response, message } = error as {
    cause?: unknown;
    status?: unknown;
    response?: { headers?: Readonly<Record<string, string | number | undefined>> };
    message?: unknown;
  };
  if (cause instanceof AppError) return { transport: cause };
  if (typeof status !== 'number' || !response) return {};
  return { status, headers: response.headers ?? {}, isSecondaryLimit: /secondary rate limit/i.test(String(message)) };
}

interface Limits {
  /** Whether it may go on for as long as it moves. */
  readonly isTransfer: boolean;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/** `fetch` through the guard. @throws AppError `outbound_*` */
async function guarded(
  outbound: Outbound,
  url: string,
  { method, headers, body, signal }: OutboundInit,
  { isTransfer, timeoutMs, maxResponseBytes }: Limits,
): Promise<Response> {
  const watch = watchSilence(timeoutMs);
  if (isTransfer) watch.expect();
  try {
    const response = await outbound.fetch(
      url,
      {
        method,
        // Ranges are of the file, not of a packed form of it.
        headers: { ...Object.fromEntries(new Headers(headers)), 'accept-encoding': 'identity' },
        body: isSource(body) ? sending(body, watch) : body,
        signal: signal ? AbortSignal.any([signal, watch.signal]) : watch.signal,
      },
      {
        timeoutMs: isTransfer ? TRANSFER_WITHIN_MS : timeoutMs,
        maxResponseBytes,
        maxRedirects: MAX_REDIRECTS,
      },
    );
    if (!isTransfer) return response;
    const { status, statusText, headers: answered } = response;
    return new Response(receiving(response.body, watch), { status, statusText, headers: answered });
  } finally {
    watch.rest();
  }
}

const isSource = (body: OutboundInit['body']): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
