import type { FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.ts';
import type { HttpServer } from '../core/route.ts';
import type { ApiKeys } from '../modules/api-keys/service.ts';

/** Parameters that are meant for a credential, without case, `_` and `-`; `access_token` is that of RFC 6750 §2.3. */
const CREDENTIAL_NAMES = new Set(['apikey', 'xapikey', 'accesstoken', 'refreshtoken', 'authorization']);
/** A managed key with the beginning of its secret, or a JWT (RFC 7515 §7.1), as `key=`, `token=` or whatever else. */
const CREDENTIAL_SHAPES = /nhk_[0-9a-f]{32}_[0-9A-Za-z]|^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Refuses requests with a key or token in their address, which proxies, browsers and logs keep: it works there as
 * little as it would help, and its owner learns that it has to be replaced.
 */
export function registerQueryCredentials(app: HttpServer, apiKeys: ApiKeys): void {
  app.addHook('onRequest', async (request) => {
    if (!request.raw.url?.includes('?')) return;
    for (const { name, value } of parametersOf(request)) {
      const target = await apiKeys.identify(value);
      if (target || CREDENTIAL_NAMES.has(name) || CREDENTIAL_SHAPES.test(value)) {
        throw new AppError('credential_in_query', undefined, { target });
      }
    }
  });
}

function parametersOf({ query }: FastifyRequest): { name: string; value: string }[] {
  return Object.entries(query ?? {}).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => {
      const text = typeof value === 'string' ? value.replace(/^\s*bearer\s+/i, '').trim() : '';
      return text === '' ? [] : [{ name: name.toLowerCase().replaceAll(/[_-]/g, ''), value: text }];
    }),
  );
}
