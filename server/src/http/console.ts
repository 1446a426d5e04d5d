import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { HttpServer } from '../core/route.ts';
import { publicScope } from './access.ts';
import type { PageFallback } from './not-found.ts';

/** Replaced by a fresh nonce in every page; the build puts it where styles and scripts need it. */
const NONCE_PLACEHOLDER = /NEKOHUB_CSP_NONCE/g;
const NONCE_BYTES = 16;
const YEAR_SECONDS = 31_536_000;
/** Where the build puts files with a hash of their contents in their name. */
const FINGERPRINTED = 'static';
/** Addresses that belong to programs: an unknown one is an error there, not a page. */
const NOT_PAGES = /^\/(api|content|mcp|health|openapi|docs)(\/|\.|\?|$)/i;

/** Serves the built console and gallery. Returns the page for addresses that only the browser's router knows. */
export function registerConsole(app: HttpServer, distPath: string): PageFallback {
  const indexPath = join(distPath, 'index.html');
  if (!existsSync(indexPath)) {
    app.log.warn('The console is not built: run "npm run build". The API works without it.');
    return () => undefined;
  }
  const template = readFileSync(indexPath, 'utf8');

  publicScope(app, async (scope) => {
    await scope.register(fastifyStatic, {
      root: join(distPath, FINGERPRINTED),
      prefix: `/${FINGERPRINTED}/`,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const fingerprinted = path.startsWith(join(distPath, FINGERPRINTED));
        reply.header('cache-control', fingerprinted ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
      },
    });
    for (const name of filesAtTop(distPath)) {
      scope.get(`/${name}`, (_request, reply) => reply.sendFile(name, distPath));
    }
  });

  return (request, reply) => {
    const wantsPage = request.method === 'GET' || request.method === 'HEAD';
    if (!wantsPage || NOT_PAGES.test(request.url) || !request.headers.accept?.includes('text/html')) return undefined;
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return reply
      .code(200)
      .headers({ 'content-security-policy': pagePolicy(nonce), 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(template.replaceAll(NONCE_PLACEHOLDER, nonce));
  };
}

/** Not the page, which is for the fallback to send, nor what is sent in another file's place. */
const filesAtTop = (distPath: string): string[] =>
  readdirSync(distPath, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|^index\.html|\.(br|gz)$/.test(entry.name))
    .map(({ name }) => name);

/** Scripts and connections to ourselves alone; pictures from anywhere, as links may point to another store. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data: http: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
