import cors from '@fastify/cors';
import type { HttpServer } from '../core/route.ts';

/** A front end on another port asks once in this time whether it may call. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of other origins call the API and load content, without credentials: they have to bring a token of
 * their own. Routes that no page should call say `cors: false` in their config.
 */
export async function registerCors(app: HttpServer, allowedOrigins: readonly string[]): Promise<void> {
  await app.register(cors, {
    origin: allowedOrigins.includes('*') ? '*' : [...allowedOrigins],
    credentials: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: ['Location', 'Content-Range', 'Content-Disposition', 'ETag', 'Retry-After', 'WWW-Authenticate'],
    maxAge: PREFLIGHT_SECONDS,
    strictPreflight: false,
  });
}
