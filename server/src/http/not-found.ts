import type { FastifyReply, FastifyRequest } from 'fastify';
import FindMyWay from 'find-my-way';
import { AppError } from '../core/errors.ts';
import type { HttpServer } from '../core/route.ts';
import { sendError } from './errors.ts';

/** Answers requests for addresses that only the browser's router knows; undefined leaves the request alone. */
export type PageFallback = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/**
 * Answers what no route answers: 405 with `Allow` when the address exists with another method (RFC 9110 §15.5.6),
 * else 404, both in the error envelope. Must be registered before the routes, to see them come.
 */
export function registerNotFound(app: HttpServer, page: PageFallback): void {
  const known = FindMyWay({ caseSensitive: false, ignoreTrailingSlash: true });
  const methodsByUrl = new Map<string, Set<string>>();

  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByUrl.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    if (methodsByUrl.has(url)) return;
    methodsByUrl.set(url, methods);
    if (url !== '*' && url !== '/*') known.on('GET', url, () => {}, methods);
  });

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const answered = page(request, reply);
    if (answered) return answered;
    const methods = known.find('GET', path)?.store as Set<string> | undefined;
    if (!methods) return sendError(request, reply, new AppError('route_not_found'));
    reply.header('allow', [...methods].join(', '));
    return sendError(request, reply, new AppError('method_not_allowed'));
  });
}
