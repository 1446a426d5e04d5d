import { AppError } from '../core/errors.ts';
import type { HttpServer } from '../core/route.ts';

export interface BodyLimits {
  readonly maxBodyBytes: number;
  /** From the end of the header to the end of the body. */
  readonly timeoutMs: number;
}

/**
 * Holds the bodies of a scope's routes to tighter limits than the server's: 413 beyond the size, 408 beyond the time,
 * after which the connection is closed. For routes that anybody may call, and whose bodies are a few hundred bytes.
 */
export function limitBodies(scope: HttpServer, { maxBodyBytes, timeoutMs }: BodyLimits): void {
  scope.addHook('onRoute', (route) => {
    route.bodyLimit = maxBodyBytes;
  });
  scope.addHook('preParsing', (request, _reply, payload, done) => {
    done();
    const { headers } = request;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
    // Whoever reads the body hears of it and answers; with nobody reading any more it must not count as unheard.
    payload.on('error', () => {});
    const timer = setTimeout(() => payload.emit('error', new AppError('request_timeout')), timeoutMs);
    payload.once('close', () => clearTimeout(timer));
    timer.unref();
  });
}
