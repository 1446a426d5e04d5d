import type { IncomingHttpHeaders } from 'node:http';
import {
  createMcpHandler,
  isLegacyRequest,
  ProtocolError,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import type { FastifyBaseLogger } from 'fastify';
import { STREAM_REVISIONS } from './about.ts';
import { depthRefusal } from './limits.ts';
import { createMcpServer, type McpCall, type McpServerOptions } from './server.ts';

/** Open `subscriptions/listen` streams, of all clients together. Nothing is announced on them so far. */
const MAX_SUBSCRIPTIONS = 256;

/** The protocol behind POST /mcp: every revision on one address, no state between requests. */
export interface McpEndpoint {
  /** @param body parsed JSON; undefined for a body that is none */
  answer(call: McpCall, headers: IncomingHttpHeaders, body: unknown): Promise<Response>;
  /** Answers a message of a client that listens on an event stream. */
  answerOnStream(call: McpCall, body: unknown): Promise<Response>;
  /** Ends the streams that are open. */
  close(): Promise<void>;
}

export function createMcpEndpoint(options: McpServerOptions & { readonly log: FastifyBaseLogger }): McpEndpoint {
  const calls = new WeakMap<Request, McpCall>();
  const onerror = (error: Error) => {
    const byClient = error instanceof ProtocolError || error.message.startsWith('Rejected ');
    if (byClient) options.log.info({ reason: error.message }, 'MCP request refused');
    else options.log.error({ err: error }, 'MCP request failed');
  };

  const modern = createMcpHandler(
    ({ requestInfo }) => {
      const call = requestInfo && calls.get(requestInfo);
      if (!call) throw new Error('An MCP request came in from nowhere.');
      return createMcpServer(options, call);
    },
    { legacy: 'reject', maxSubscriptions: MAX_SUBSCRIPTIONS, onerror },
  );

  return {
    async answer(call, headers, sent) {
      const refused = depthRefusal(sent);
      if (refused) return refused;
      const body = withoutNullArguments(sent);
      const request = new Request('http://nekohub/mcp', {
        method: 'POST',
        headers: protocolHeaders(headers),
        signal: call.signal,
      });
      if (await isLegacyRequest(request, body)) {
        const isStreamed = call.acceptsStream && asksForProgress(body);
        return answerHandshake(createMcpServer(options, call), request, body, isStreamed);
      }
      calls.set(request, call);
      return modern.fetch(request, { parsedBody: body });
    },
    async answerOnStream(call, sent) {
      const refused = depthRefusal(sent);
      if (refused) return refused;
      const request = new Request('http://nekohub/mcp', {
        method: 'POST',
        headers: protocolHeaders({}),
        signal: call.signal,
      });
      const server = createMcpServer(options, { ...call, acceptsStream: false }, STREAM_REVISIONS);
      return answerHandshake(server, request, withoutNullArguments(sent), false);
    },
    close: () => modern.close(),
  };
}

/**
 * Serves a request of the revisions before 2026-07-28. Without sessions there is nothing to stream but progress, so the
 * answer is JSON, which these revisions allow, unless progress is asked for.
 */
async function answerHandshake(
  server: Server,
  request: Request,
  body: unknown,
  isStreamed: boolean,
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: !isStreamed,
  });
  await server.connect(transport);
  let isOpen = false;
  try {
    const answer = await transport.handleRequest(request, { parsedBody: body });
    isOpen = isStreamed && answer.body !== null;
    // The stream goes on after the answer has begun; the server with it, until the client has read to its end.
    return isOpen ? closingAfter(answer, server) : answer;
  } finally {
    if (!isOpen) await server.close();
  }
}

function closingAfter(answer: Response, server: Server): Response {
  const end = new TransformStream({ flush: () => server.close() });
  const { status, headers } = answer;
  return new Response(answer.body?.pipeThrough(end) ?? null, { status, headers });
}

function asksForProgress(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('params' in body)) return false;
  const meta: unknown = Reflect.get(Object(body.params), '_meta');
  return typeof meta === 'object' && meta !== null && 'progressToken' in meta;
}

/**
 * The headers that belong to the protocol; the credential is not among them. What the SDK insists on and clients may
 * leave out is filled in: plain HTTP clients send neither.
 */
function protocolHeaders(headers: IncomingHttpHeaders): Headers {
  const result = new Headers({ accept: 'application/json, text/event-stream', 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('mcp-') && value !== undefined) result.set(name, String(value));
  }
  return result;
}

/** Some clients write out that they send no arguments; the protocol wants them left out. */
function withoutNullArguments(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('params' in body)) return body;
  const { params } = body;
  if (typeof params !== 'object' || params === null || !('arguments' in params) || params.arguments !== null)
    return body;
  const { arguments: _none, ...rest } = params;
  return { ...body, params: rest };
}
