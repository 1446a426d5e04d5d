import { AppError } from '../core/errors.ts';
import { MAX_JSON_DEPTH, nestsTooDeep } from '../core/json-depth.ts';
import { hasNul } from '../core/json-text.ts';
import type { HttpServer } from '../core/route.ts';

const JSON_TYPES = ['application/json', 'text/json', /^application\/[\w.+-]+\+json/];

/**
 * Which request bodies are read, and how. JSON under any of its media types; an empty one counts as none, also when
 * it is labelled as a form, as one client library labels body-less requests.
 */
export function registerBodyParsers(app: HttpServer): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  for (const type of JSON_TYPES) {
    app.addContentTypeParser(type, { parseAs: 'string' }, (request, body: string, done) => {
      if (body.trim() === '') return done(null, undefined);
      // Refused here, alike on every database.
      if (hasNul(body)) return done(new AppError('request_invalid', 'The body contains the character U+0000.'));
      if (nestsTooDeep(body)) {
        return done(new AppError('request_invalid', `The body is nested more than ${MAX_JSON_DEPTH} levels deep.`));
      }
      return parseJson(request, body, done);
    });
  }
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body: string, done) =>
      body === '' ? done(null, undefined) : done(new AppError('content_type_not_supported')),
  );
}
