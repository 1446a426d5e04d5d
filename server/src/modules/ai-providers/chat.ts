import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { causesOf } from '../../core/causes.ts';
import { AppError } from '../../core/errors.ts';
import type { Outbound, OutboundInit, OutboundLimits } from '../../core/outbound.ts';
import type { Secret } from '../../core/secret.ts';
import { type ChatAnswer, readChunks, readCompletion } from './chat-answer.ts';
import { invalidAnswer, readRetryAfter, statusFailure, transportFailure } from './failures.ts';

export interface ChatService {
  readonly apiBaseUrl: string;
  readonly apiKey: Secret<string>;
}

export type ChatRequest = Omit<ChatCompletionCreateParams, 'stream'>;

/** One question and its answer. */
export interface Chat {
  /**
   * @param stream asks for the answer in pieces; they are taken also when nobody asked for them
   * @throws AppError `ai_provider_*`, or one of the guard; the reason of `signal` when that aborts
   */
  ask(request: ChatRequest, stream: boolean, signal: AbortSignal): Promise<ChatAnswer>;
}

export async function openChat(
  { apiBaseUrl, apiKey }: ChatService,
  outbound: Outbound,
  limits: OutboundLimits,
  now: () => number,
): Promise<Chat> {
  // Loaded with the first question: many hubs never ask one.
  const { OpenAI, APIError } = await import('openai');
  const { Stream } = await import('openai/core/streaming');
  const client = new OpenAI({
    baseURL: versionedUrl(apiBaseUrl),
    apiKey: apiKey.reveal(),
    // Nothing of the environment's own OpenAI settings goes to this service.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    defaultHeaders: { 'user-agent': 'NekoHub', ...WITHOUT_TELEMETRY },
    // Trying again and giving up is decided by whoever asks; the library's own time must not end first.
    maxRetries: 0,
    timeout: 2 * limits.timeoutMs,
    fetch: (url, init) => outbound.fetch(url instanceof Request ? url.url : url, guarded(init), limits),
  });

  const toldOf = (error: unknown, signal: AbortSignal): unknown => {
    if (signal.aborted) return signal.reason;
    const refusal = causesOf(error).find((cause) => cause instanceof AppError);
    if (refusal) return transportFailure(refusal);
    if (error instanceof APIError && error.status !== undefined) {
      return statusFailure(error.status, readRetryAfter(error.headers?.get('retry-after'), now()));
    }
    // An error that comes as a piece of the stream, behind the status.
    if (error instanceof APIError) return new AppError('ai_provider_failed');
    if (error instanceof SyntaxError) return invalidAnswer('its payload was not valid JSON');
    return error;
  };

  return {
    async ask(request, stream, signal) {
      try {
        const response = await client.chat.completions.create({ ...request, stream }, { signal }).asResponse();
        if (!isStream(response)) return readCompletion(await response.text());
        const answer = await readChunks(Stream.fromSSEResponse(response, new AbortController(), client));
        // The stream ends quietly when it is cut off by the signal.
        signal.throwIfAborted();
        return answer;
      } catch (error) {
        throw toldOf(error, signal);
      }
    },
  };
}

const isStream = ({ headers }: Response): boolean => /^text\/event-stream\b/i.test(headers.get('content-type') ?? '');

/** Of what the library wants to say about this machine, nothing. */
const WITHOUT_TELEMETRY = Object.fromEntries(
  ['Lang', 'Package-Version', 'OS', 'Arch', 'Runtime', 'Runtime-Version', 'Retry-Count', 'Timeout'].map((name) => [
    `x-stainless-${name.toLowerCase()}`,
    null,
  ]),
);

/** The library asks below a version: one that the address has, in whatever part of it, or `/v1`. */
const versionedUrl = (apiBaseUrl: string): string =>
  /\/v\d+[a-z\d]*(\/|$)/i.test(new URL(apiBaseUrl).pathname) ? apiBaseUrl : `${apiBaseUrl}/v1`;

/** Of a request of the library, what the guard takes. */
function guarded(init: RequestInit | undefined): OutboundInit {
  const { method, headers, body, signal } = init ?? {};
  if (typeof body !== 'string') throw new TypeError('A question is sent as text.');
  return { method, headers: new Headers(headers), body, signal };
}
