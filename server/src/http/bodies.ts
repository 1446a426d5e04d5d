import { AppError } from '../core/errors.ts';
import type { HttpServer } from '../core/route.ts';

/**
 * Which request bodies are read, and how. JSON under any of its media types; an empty one counts as none, also when
 * it is labelled as a form, as one client library labels body-less requests.
 */
export function registerBodyParsers(app: HttpServer): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'text/json', /^application\/[\w.+-]+\+json/],
    { parseAs: 'string' },
    (request, body: string, done) => (body.trim() === '' ? done(null, undefined) : parseJson(request, body, done)),
  );
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body: string, done) =>
    body === '' ? done(null, undefined) : done(new AppError('content_type_not_supported')),
  );
}
