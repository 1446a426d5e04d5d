import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpServer } from '../core/route.ts';
import type { Gallery, PageLanguage } from '../modules/gallery/service.ts';
import { publicScope } from './access.ts';
import type { PageFallback } from './not-found.ts';
import { EMPTY_HEAD, headOf } from './page-head.ts';
import { pageLanguage } from './page-language.ts';

/** Replaced by a fresh nonce in every page; the build puts it where styles and scripts need it. */
const NONCE_PLACEHOLDER = 'NEKOHUB_CSP_NONCE';
const NONCE_BYTES = 16;
const YEAR_SECONDS = 31_536_000;
/** Where the build puts files with a hash of their contents in their name. */
const FINGERPRINTED = 'static';
/** Addresses that belong to programs: an unknown one is an error there, not a page. */
const NOT_PAGES = /^\/(api|content|mcp|health|openapi|docs)(\/|\.|\?|$)/i;

/** Serves the built console and gallery. Returns the page for addresses that only the browser's router knows. */
export function registerConsole(app: HttpServer, distPath: string, gallery: Gallery): PageFallback {
  const indexPath = join(distPath, 'index.html');
  if (!existsSync(indexPath)) {
    app.log.warn('The console is not built: run "npm run build". The API works without it.');
    return () => undefined;
  }
  const page = createPage(readFileSync(indexPath, 'utf8'));

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
      scope.get(`/${name}`, { schema: { hide: true } }, (_request, reply) => reply.sendFile(name, distPath));
    }
    galleryPages(scope, gallery, page);
  });

  return (request, reply) => {
    const wantsPage = request.method === 'GET' || request.method === 'HEAD';
    if (!wantsPage || NOT_PAGES.test(request.url) || !request.headers.accept?.includes('text/html')) return undefined;
    return page(reply, 200, languageOf(request));
  };
}

/** Sends the page that the browser's router fills; `head` takes the place of its title. */
type SendPage = (reply: FastifyReply, status: 200 | 404, language: PageLanguage, head?: string) => FastifyReply;

const languageOf = (request: FastifyRequest) => pageLanguage(request.headers['accept-language']);

/**
 * The pages that tell of themselves in the HTML. Routes of their own, because those who show previews of links do not
 * ask for HTML by name.
 */
function galleryPages(scope: HttpServer, gallery: Gallery, page: SendPage): void {
  const schema = { hide: true };
  if (!gallery.enabled) {
    scope.get('/', { schema }, (_request, reply) => reply.redirect('/assets', 302));
    for (const url of ['/gallery', '/gallery/:id']) {
      scope.get(url, { schema }, (request, reply) => page(reply, 404, languageOf(request), EMPTY_HEAD));
    }
    return;
  }
  scope.get('/gallery', { schema }, (request, reply) => {
    const { page: number } = request.query as { page?: unknown };
    const language = languageOf(request);
    return page(reply, 200, language, headOf(gallery.list(request, number, language)));
  });
  scope.get('/gallery/:id', { schema }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const language = languageOf(request);
    const facts = await gallery.picture(request, id, language);
    return facts ? page(reply, 200, language, headOf(facts)) : page(reply, 404, language, EMPTY_HEAD);
  });
}

function createPage(template: string): SendPage {
  const title = /<title>[^<]*<\/title>/.exec(template)?.[0] ?? '';
  const start = template.indexOf(title);
  const before = template.slice(0, start);
  const after = template.slice(start + title.length);
  return (reply, status, language, head = title) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    // Only in our own parts of the page: the nonce is not for whoever writes the placeholder into a name.
    const withNonce = (text: string) => text.replaceAll(NONCE_PLACEHOLDER, nonce);
    return reply
      .code(status)
      .headers({
        'content-security-policy': pagePolicy(nonce),
        'cache-control': 'no-cache',
        // Caches must not give one reader's language to another.
        vary: varyingBy(reply, 'Accept-Language'),
      })
      .type('text/html; charset=utf-8')
      .send(`${withNonce(inLanguage(before, language))}${head}${withNonce(after)}`);
  };
}

/** The page is written in English; its words come with the language that the browser's program takes. */
const inLanguage = (html: string, language: PageLanguage): string =>
  html.replace(/<html lang="[^"]*"/, `<html lang="${language}"`);

/** What the answer depends on already, and `name`. */
function varyingBy(reply: FastifyReply, name: string): string {
  const before = reply.getHeader('vary');
  return before === undefined ? name : `${String(before)}, ${name}`;
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
