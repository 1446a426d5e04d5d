import type { Actor } from '../core/actor.ts';
import type { HttpServer } from '../core/route.ts';
import { withoutCredentials } from './credential-shapes.ts';

/**
 * One line a request: errors always, changes at info, reads at debug. The path without its query, which may hold
 * what nobody should keep.
 */
export function registerRequestLog(app: HttpServer, logLevel: string): void {
  const readsAreLogged = logLevel === 'debug' || logLevel === 'trace';
  app.addHook('onResponse', (request, reply, done) => {
    done();
    const level = levelOf(request.method, reply.statusCode);
    // By far the most requests end here: nothing is put together for nobody.
    if (level === 'debug' && !readsAreLogged) return;
    const fields = {
      traceId: request.id,
      method: request.method,
      path: withoutCredentials(request.url.split('?', 1)[0] ?? ''),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      address: request.ip,
      actor: nameOf(request.actor),
    };
    request.log[level](fields, 'request');
  });
}

function levelOf(method: string, status: number): 'debug' | 'info' | 'warn' {
  if (status >= 500) return 'warn';
  return status >= 400 || (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') ? 'info' : 'debug';
}

/** Whom the log names: an id or a fingerprint, never a credential. Undefined for strangers and before it is known. */
function nameOf(actor: Actor | undefined): string | undefined {
  if (!actor || actor.kind === 'anonymous') return undefined;
  return actor.kind === 'user' ? actor.userId : actor.name;
}
