import type { HttpServer } from '../core/route.ts';

/**
 * Headers that every answer carries (OWASP Secure Headers Project). Routes with stricter or looser needs, such as
 * content and the console's pages, set theirs; those stand.
 */
export function registerSecurityHeaders(app: HttpServer): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      // Answers are for the one who asked; content and pages, which may be kept, say so themselves.
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
    done();
  });
}
