import type { PassThrough } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { actorName } from '../../core/actor.ts';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { HttpServer } from '../../core/route.ts';
import { responses } from '../../core/schema.ts';
import { createSseSessions } from './sessions.ts';

export interface SseRoutesOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** What stands before our own paths in the address under which people reach the program. */
  readonly basePath: string;
  readonly bodyLimit: number;
  /** The JSON text that answers a message; empty for one that is not answered. */
  answer(request: FastifyRequest, reply: FastifyReply): Promise<string>;
}

const STREAM = '/mcp/sse';
const MESSAGES = '/mcp/message';
export const SSE_PATHS = [STREAM, MESSAGES] as const;

const tags = ['mcp'];
const config = { credential: 'apiKey', cors: false } as const;

/**
 * The pair of addresses of revision 2024-11-05: answers to what is sent to one come on a stream from the other. A
 * stream belongs to the key that opened it, and every message brings that key again.
 */
export function sseRoutes(scope: HttpServer, { clock, basePath, bodyLimit, answer }: SseRoutesOptions): void {
  const sessions = createSseSessions(clock);
  scope.addHook('preClose', async () => sessions.close());

  const schema = {
    tags,
    summary: 'The event stream of a client of revision 2024-11-05',
    response: responses({ 200: Type.Unsafe<PassThrough>({ description: 'text/event-stream, without an end.' }) }),
  };
  // Without HEAD: it would open a stream that nobody listens to, and that nobody ends.
  scope.get(STREAM, { config, schema, exposeHeadRoute: false }, async (request, reply) => {
    if (!/text\/event-stream|\*\/\*/.test(request.headers.accept ?? '')) {
      throw new AppError('request_invalid', 'Send the header Accept: text/event-stream.', { field: 'accept' });
    }
    const stream = sessions.open(keyOf(request), (id) => `${basePath}${MESSAGES}?sessionId=${id}`);
    return reply
      .headers({
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-store',
        'x-accel-buffering': 'no',
      })
      .send(stream);
  });

  scope.post(
    MESSAGES,
    {
      config,
      bodyLimit,
      schema: {
        tags,
        summary: 'A message of a client that listens on /mcp/sse',
        querystring: Type.Object({ sessionId: Type.Optional(Type.String()) }),
        response: responses({
          202: Type.Unsafe<undefined>({ description: 'No body: the answer comes on the stream.' }),
        }),
      },
    },
    async (request, reply) => {
      const { sessionId } = request.query;
      if (!sessionId) throw new AppError('request_invalid', 'sessionId is missing.', { field: 'sessionId' });
      const send = sessions.find(sessionId, keyOf(request));
      const text = await answer(request, reply);
      if (text !== '') send(text);
      return reply.code(202).send();
    },
  );
}

function keyOf({ actor }: FastifyRequest): string {
  const name = actorName(actor);
  if (name === null) throw new AppError('api_key_missing');
  return name;
}
