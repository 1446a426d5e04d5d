import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { Agent } from 'undici';
import { boundedAnswer } from './s3-answers.ts';

/** What of a request of the library is sent. */
interface SentRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Headers that say how to send, which is the agent's own business. None of them is signed. */
const OF_THE_AGENT = new Set(['expect', 'connection', 'transfer-encoding', 'content-length']);

/** Sends what the S3 library wants to send over connections that are checked. */
export function createS3Transport(agent: Agent): NonNullable<S3ClientConfig['requestHandler']> {
  const transport = {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy() {},
    httpHandlerConfigs: () => ({}),
    updateHttpClientConfig() {},
    async handle(request: SentRequest, { abortSignal }: { abortSignal?: AbortSignal } = {}) {
      const { protocol, hostname, port, path, query, method, body } = request;
      const {
        statusCode,
        headers,
        body: answer,
      } = await agent.request({
        origin: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`,
        path: path + queryText(query ?? {}),
        method: method as 'GET',
        headers: Object.fromEntries(
          Object.entries(request.headers).filter(([name]) => !OF_THE_AGENT.has(name.toLowerCase())),
        ),
        // Whole parts and XML: nothing that could not be sent a second time.
        body: (body as Buffer | string | undefined) ?? null,
        signal: abortSignal ?? null,
      });
      // The library would wait for as long as it is told to, and whoever asked for a picture with it.
      delete headers['retry-after'];
      const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')] as const);
      // Only objects are read piece by piece, and theirs is the length that was asked for.
      const isObject = method === 'GET' && query?.['x-id'] === 'GetObject' && statusCode < 300;
      const received = isObject ? answer : boundedAnswer(answer);
      return { response: { statusCode, headers: Object.fromEntries(flat), body: received } };
    },
  };
  // The library knows its own class of requests alone.
  return transport as unknown as NonNullable<S3ClientConfig['requestHandler']>;
}

/** As it is signed: RFC 3986, with all reserved characters escaped. */
function queryText(query: NonNullable<SentRequest['query']>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? escaped(name) : `${escaped(name)}=${escaped(one)}`)),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
