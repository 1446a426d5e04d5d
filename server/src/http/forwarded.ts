import type { HttpServer } from '../core/route.ts';

const FORWARDED = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'] as const;

/**
 * Says once in the log that a request came with headers of a proxy while none is trusted: behind one, all visitors
 * would count as a single address, and links would carry the wrong scheme.
 */
export function registerForwardedWarning(app: HttpServer, trustedProxies: readonly string[]): void {
  if (trustedProxies.length > 0) return;
  let warned = false;
  app.addHook('onRequest', (request, _reply, done) => {
    done();
    if (warned || !FORWARDED.some((name) => name in request.headers)) return;
    warned = true;
    request.log.warn(
      'A request carries X-Forwarded-… headers, which are ignored. If NekoHub runs behind a proxy, set ' +
        'Server__TrustedProxies to its address; otherwise a visitor sent them, and there is nothing to do.',
    );
  });
}
