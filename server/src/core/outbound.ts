import { isIP } from 'node:net';
import type { Agent, RequestInit as UndiciRequestInit } from 'undici';
import { createBoundedQueue, QueueFull } from './bounded-queue.ts';
import { causesOf } from './causes.ts';
import { AppError } from './errors.ts';
import { type AddressPolicy, createAddressPolicy } from './outbound-addresses.ts';
import { limitedBody } from './outbound-body.ts';
import { addressNotAllowed, guardedConnector, type ResolveHost, resolveBySystem } from './outbound-connector.ts';
import { headersFor, redirectTarget } from './outbound-redirects.ts';

const BUSY_RETRY_AFTER_SECONDS = 5;

/** The one way to addresses that users typed: AI services, storage. */
export interface Outbound {
  /**
   * Like `fetch`, within limits. Connections go to public addresses and to those that the operator allows, checked when
   * they are made.
   * @throws AppError `outbound_*` or `server_busy`, also while the body is read; `init.signal`'s reason when that aborts
   */
  fetch(url: string | URL, init: OutboundInit, limits: OutboundLimits): Promise<Response>;
  /**
   * What can be said of an address before anybody asks for it.
   * @throws AppError `outbound_url_invalid`, or `outbound_address_not_allowed` for an IP address
   */
  check(url: string | URL): URL;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

export interface OutboundInit {
  readonly method?: string | undefined;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: UndiciRequestInit['body'];
  readonly signal?: AbortSignal | null | undefined;
}

export interface OutboundLimits {
  /** From the call to the end of the body, waiting for a place included. */
  readonly timeoutMs: number;
  /** Of the body, unpacked. */
  readonly maxResponseBytes: number;
  /**
   * How many redirects of a GET or HEAD are followed; any further is the answer. None when missing. One to another
   * origin must lead to a public address, and gets no credentials.
   */
  readonly maxRedirects?: number;
}

export interface OutboundOptions {
  /** Addresses, networks and host names that are not public and allowed all the same. */
  readonly allowedNetworks: readonly string[];
  readonly maxConcurrent: number;
  /** How many may wait for a place. */
  readonly maxWaiting: number;
  readonly resolveHost?: ResolveHost | undefined;
}

/**
 * What can be said of an address before anybody asks for it.
 * @throws AppError `outbound_url_invalid`, or `outbound_address_not_allowed` for an IP address
 */
export const checkOutboundUrl = (target: string | URL, allowedNetworks: readonly string[]): URL =>
  checkUrl(target, createAddressPolicy(allowedNetworks));

function checkUrl(target: string | URL, permits: AddressPolicy): URL {
  const url = parseUrl(target);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !permits(host, host)) throw addressNotAllowed(host);
  return url;
}

export function createOutbound(options: OutboundOptions): Outbound {
  const { allowedNetworks, resolveHost = resolveBySystem } = options;
  const queue = createBoundedQueue(options.maxConcurrent, options.maxWaiting);
  const permits = createAddressPolicy(allowedNetworks);
  let transport: Promise<Transport> | undefined;

  const check = (target: string | URL): URL => checkUrl(target, permits);

  const openTransport = (): Promise<Transport> => {
    transport ??= createTransport(permits, resolveHost);
    return transport;
  };

  return {
    check,
    async fetch(target, init, limits) {
      const url = check(target);
      const timeout = AbortSignal.timeout(limits.timeoutMs);
      const signal = init.signal ? AbortSignal.any([timeout, init.signal]) : timeout;
      const told = (error: unknown): unknown => toldOf(error, url, timeout, init.signal);
      return new Promise<Response>((resolve, reject) => {
        const giveUp = () => reject(told(signal.reason));
        if (signal.aborted) return giveUp();
        signal.addEventListener('abort', giveUp, { once: true });
        // The place is kept until the body has ended.
        const task = async () => {
          signal.throwIfAborted();
          const response = await follow(await openTransport(), url, { ...init, signal }, limits.maxRedirects ?? 0);
          const { body, ended } = limitedBody(response, limits.maxResponseBytes, signal, told);
          const { status, statusText, headers } = response;
          resolve(new Response(body, { status, statusText, headers: [...headers] }));
          await ended;
        };
        queue
          .run(task)
          .catch((error: unknown) => reject(told(error)))
          .finally(() => signal.removeEventListener('abort', giveUp));
      });
    },
    async close() {
      const opened = await transport;
      await Promise.all([opened?.agent.destroy(), opened?.publicAgent.destroy()]);
    },
  };
}

interface Transport {
  readonly fetch: typeof import('undici').fetch;
  readonly agent: Agent;
  /** For where a redirect leads: what the operator allows is for those who name it themselves. */
  readonly publicAgent: Agent;
}

/** Loaded with the first request: many hubs never make one. */
async function createTransport(
  permits: ReturnType<typeof createAddressPolicy>,
  resolveHost: ResolveHost,
): Promise<Transport> {
  const { Agent, buildConnector, fetch } = await import('undici');
  const agentWith = (policy: typeof permits) =>
    // The one deadline of each call stands in for these.
    new Agent({ connect: guardedConnector(buildConnector, policy, resolveHost), headersTimeout: 0, bodyTimeout: 0 });
  return { fetch, agent: agentWith(permits), publicAgent: agentWith(createAddressPolicy([])) };
}

async function follow(transport: Transport, start: URL, init: OutboundInit, maxRedirects: number) {
  const method = init.method?.toUpperCase() ?? 'GET';
  let url = start;
  let headers = new Headers(init.headers);
  let dispatcher = transport.agent;
  for (let hop = 0; ; hop += 1) {
    const response = await transport.fetch(url, {
      ...(init.body !== undefined && { body: init.body, duplex: 'half' }),
      method,
      headers: [...headers],
      signal: init.signal ?? null,
      redirect: 'manual',
      dispatcher,
    });
    const target = redirectTarget(response, url, method);
    if (target === undefined || hop >= maxRedirects) return response;
    await response.body?.cancel();
    const next = parseUrl(target);
    headers = headersFor(headers, next.origin === url.origin);
    if (next.origin !== url.origin) dispatcher = transport.publicAgent;
    url = next;
  }
}

function parseUrl(target: string | URL): URL {
  const url = URL.canParse(String(target)) ? new URL(target) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new AppError('outbound_url_invalid');
  }
  return url;
}

/** What may be told of a failure: our own refusals, and of everything else its kind and no text. */
function toldOf(error: unknown, url: URL, timeout: AbortSignal, callerSignal: AbortSignal | null | undefined): unknown {
  const refusal = causesOf(error).find((cause) => cause instanceof AppError);
  if (refusal) return refusal;
  if (error instanceof QueueFull) {
    return new AppError('server_busy', 'Too many requests to other services are waiting. Try again in a moment.', {
      retryAfterSeconds: BUSY_RETRY_AFTER_SECONDS,
    });
  }
  if (timeout.aborted) return new AppError('outbound_timed_out', `${url.host} did not answer in time.`);
  if (callerSignal?.aborted) return callerSignal.reason;
  const code = causesOf(error).map(codeOf).find(Boolean);
  return new AppError('outbound_unreachable', `The request failed to reach ${url.host}${code ? ` (${code})` : ''}.`);
}

/** Codes of the system, such as ECONNREFUSED; anything else is kept back. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}
