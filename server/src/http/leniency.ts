import { lenient, type SpellingSchema } from '../core/leniency.ts';
import type { HttpServer } from '../core/route.ts';

/** Lets requests be spelled as NekoHub's clients spell them (see `core/leniency.ts`). */
export function registerLeniency(app: HttpServer): void {
  app.addHook('preValidation', (request, _reply, done) => {
    const { body, querystring } = request.routeOptions.schema ?? {};
    if (body && request.body) request.body = lenient(body as SpellingSchema, request.body);
    if (querystring) request.query = lenient(querystring as SpellingSchema, spoken(request.query));
    done();
  });
}

/** Of `?page=1&page=2` the first counts, as no parameter of ours takes several; `?page=` asks for nothing. */
const spoken = (query: unknown): unknown =>
  Object.fromEntries(
    Object.entries(query ?? {})
      .map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])
      .filter(([, value]) => typeof value !== 'string' || value.trim() !== ''),
  );
