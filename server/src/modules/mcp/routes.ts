import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { hasNul } from '../../core/json-text.ts';
import { callerOf, type HttpServer } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import type { Links } from '../assets/service.ts';
import { HANDSHAKE_REVISIONS, MODERN_REVISION, SERVER_NAME } from './about.ts';
import type { McpEndpoint } from './endpoint.ts';
import { hasMoreValues, maxValues } from './json-size.ts';
import { preferredLanguage } from './languages.ts';
import { createOriginCheck } from './origins.ts';
import type { McpCall, McpServerOptions } from './server.ts';
import { SSE_PATHS, sseRoutes } from './sse-routes.ts';

export interface McpRoutesOptions extends McpServerOptions {
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  readonly links: Links;
  readonly allowedOrigins: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly maxUploadSizeBytes: number;
  readonly maxJsonBodyBytes: number;
}

/** No body may be longer than a string can be; far below that, memory is the limit. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

const About = Type.Object({
  name: Type.String(),
  version: Type.String(),
  protocolVersions: Type.Array(Type.String(), { description: 'MCP revisions, newest first.' }),
  connect: Type.Object({
    transport: Type.String(),
    url: Type.String(),
    header: Type.String({ description: 'The header to send with every request.' }),
  }),
});

/** Written by the SDK; here for the API description alone. */
const JsonRpcAnswer = Type.Unsafe<Response>({ type: 'object', description: 'A JSON-RPC response.' });

/** The second narrows what a key may do, for agents that are to look and not to touch. */
const PATHS = [
  ['/mcp', false],
  ['/mcp/readonly', true],
] as const;

const tags = ['mcp'];
const config = { credential: 'apiKey', cors: false } as const;

/** POST /mcp for agents, and GET /mcp, which tells how to connect one. Both take API keys alone. */
export function mcpRoutes(app: HttpServer, options: McpRoutesOptions): void {
  const { publicUrl, links, allowedOrigins } = options;
  const mayCall = createOriginCheck({ allowedOrigins, publicUrl, anyHost: options.allowedHosts.includes('*') });
  // Loaded when the first agent comes: the SDK would be a good part of the time that a start takes.
  let endpoint: Promise<McpEndpoint> | undefined;
  const load = async () => (await import('./endpoint.ts')).createMcpEndpoint({ ...options, log: app.log });
  app.addHook('preClose', async () => (await endpoint)?.close());

  const callOf = (request: FastifyRequest, reply: FastifyReply, readOnly: boolean): McpCall => {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return {
      ...callerOf(request),
      linkBase: links(request),
      origin: publicUrl ?? `${request.protocol}://${request.host}`,
      log: request.log,
      signal: gone.signal,
      acceptsStream: acceptsStream(request),
      readOnly,
      language: preferredLanguage(request.headers['accept-language']),
    };
  };

  app.register(async (scope: HttpServer) => {
    acceptJsonOnly(scope, maxValues(options.maxBatchSize));
    scope.addHook('onRequest', async ({ headers, protocol, host }) => {
      if (headers.origin?.trim() && !mayCall(headers.origin, { protocol, host }))
        throw new AppError('origin_not_allowed');
    });

    sseRoutes(scope, {
      clock: options.clock,
      basePath: publicUrl ? new URL(publicUrl).pathname.replace(/\/$/, '') : '',
      bodyLimit: bodyLimit(options),
      async answer(request, reply) {
        endpoint ??= load();
        const answer = await (await endpoint).answerOnStream(callOf(request, reply, false), request.body);
        return answer.text();
      },
    });

    for (const path of [...PATHS.map(([path]) => path), ...SSE_PATHS]) {
      // Preflights of pages: answered by nobody else, and without the headers that would let the page go on.
      scope.options(path, { config: { public: true, cors: false }, schema: { hide: true } }, async () => {
        throw new AppError('origin_not_allowed');
      });
    }

    for (const [path, readOnly] of PATHS) {
      scope.post(
        path,
        {
          config,
          bodyLimit: bodyLimit(options),
          schema: {
            tags,
            summary: readOnly ? 'Model Context Protocol, of tools that only read' : 'Model Context Protocol',
            description: `JSON-RPC over HTTP, stateless: revisions ${[MODERN_REVISION, ...HANDSHAKE_REVISIONS].join(', ')}.`,
            response: responses({ 200: JsonRpcAnswer }),
          },
        },
        async (request, reply) => {
          endpoint ??= load();
          const answer = await (await endpoint).answer(callOf(request, reply, readOnly), request.headers, request.body);
          return reply.header('cache-control', 'no-store').send(answer);
        },
      );

      scope.get(
        path,
        { config, schema: { tags, summary: 'How to connect an agent', response: responses({ 200: Data(About) }) } },
        async (request, reply) => {
          // No revision's stream is offered here, and 405 is how a client is told (MCP, "Streamable HTTP").
          if (acceptsStream(request)) {
            reply.header('allow', 'GET, HEAD, POST');
            throw new AppError('method_not_allowed', 'There is no event stream here: send requests with POST.');
          }
          return {
            data: {
              name: SERVER_NAME,
              version: options.version,
              protocolVersions: [MODERN_REVISION, ...HANDSHAKE_REVISIONS],
              connect: {
                transport: 'streamable-http',
                url: `${publicUrl ?? `${request.protocol}://${request.host}`}${path}`,
                header: 'Authorization: Bearer <API key>',
              },
            },
          };
        },
      );
    }
  });
}

const acceptsStream = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/event-stream') ?? false;

/** Room for the largest picture in base64 beside an ordinary request. */
const bodyLimit = ({ maxUploadSizeBytes, maxJsonBodyBytes }: McpRoutesOptions): number =>
  Math.min(Math.ceil(maxUploadSizeBytes / 3) * 4 + maxJsonBodyBytes, MAX_BODY_BYTES);

/**
 * Reads JSON, and what has no content type as JSON. A body that is none is left undefined for the protocol to answer,
 * which has an error of its own for that.
 */
function acceptJsonOnly(scope: HttpServer, max: number): void {
  const parseJson = scope.getDefaultJsonParser('error', 'error');
  scope.addHook('onRequest', async ({ headers }) => {
    const type = headers['content-type'];
    if (type?.trim() && !JSON_TYPE.test(type)) throw new AppError('content_type_not_supported');
  });
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (request, body: string, done) => {
    if (hasNul(body)) return done(new AppError('request_invalid', 'The body contains the character U+0000.'));
    if (hasMoreValues(body, max)) {
      return done(new AppError('request_too_large', `The body has more than ${max} values.`));
    }
    parseJson(request, body, (error, value) => done(null, error ? undefined : value));
  });
}
