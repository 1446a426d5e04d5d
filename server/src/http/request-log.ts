import type { HttpServer } from '../core/route.ts';

/**
 * One line a request: errors always, changes at info, reads at debug. The path without its query, which may hold
 * what nobody should keep.
 */
export function registerRequestLog(app: HttpServer): void {
  app.addHook('onResponse', async (request, reply) => {
    const level = levelOf(request.method, reply.statusCode);
    if (!request.log.isLevelEnabled?.(level)) return;
    const fields = {
      traceId: request.id,
      method: request.method,
      path: request.url.split('?', 1)[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      address: request.ip,
      actor: request.actor?.kind === 'user' ? request.actor.userId : request.actor?.kind === 'apiKey' ? request.actor.name : undefined,
    };
    request.log[level](fields, 'request');
  });
}

function levelOf(method: string, status: number): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn';
  return status >= 400 || (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') ? 'info' : 'debug';
}
