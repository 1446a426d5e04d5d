import cors from '@fastify/cors';
import type { HttpServer } from '../core/route.ts';

/** A front end on another port asks once in this time whether it may call. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of other origins call the API and load content, without credentials: they have to bring a token of
 * their own. Not for MCP, which no page should call.
 */
export async function registerCors(app: HttpServer, allowedOrigins: readonly string[]): Promise<void> {
  const any = allowedOrigins.includes('*');
  await app.register(cors, {
    delegator: (request, done) => {
      const closed = /^\/mcp(?:[/?]|$)/i.test(request.url);
      done(null, {
        origin: closed ? false : any ? '*' : [...allowedOrigins],
        credentials: false,
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        exposedHeaders: ['Location', 'Content-Range', 'Content-Disposition', 'ETag', 'Retry-After', 'WWW-Authenticate'],
        maxAge: PREFLIGHT_SECONDS,
        strictPreflight: false,
      });
    },
  });
}
