import { lenient, type SpellingSchema } from '../core/leniency.ts';
import type { HttpServer } from '../core/route.ts';

/** Lets requests be spelled as NekoHub's clients spell them (see `core/leniency.ts`). */
export function registerLeniency(app: HttpServer): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const { body, querystring } = request.routeOptions.schema ?? {};
    if (body && request.body) request.body = lenient(body as SpellingSchema, request.body);
    if (querystring) request.query = lenient(querystring as SpellingSchema, withoutBlanks(request.query));
    done();
  });
}

/** `?page=` asks for nothing. */
const withoutBlanks = (query: unknown): unknown =>
  Object.fromEntries(
    Object.entries(query ?? {}).filter(([, value]) => typeof value !== 'string' || value.trim() !== ''),
  );
