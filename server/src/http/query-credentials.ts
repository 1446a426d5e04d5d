import type { FastifyRequest } from 'fastify';
import { AppError } from '../core/errors.ts';
import type { HttpServer } from '../core/route.ts';
import type { ApiKeys } from '../modules/api-keys/service.ts';
import { isCredentialShaped } from './credential-shapes.ts';

/** Parameters that are meant for a credential, without case, `_` and `-`; `access_token` is that of RFC 6750 §2.3. */
const CREDENTIAL_NAMES = new Set(['apikey', 'xapikey', 'accesstoken', 'refreshtoken', 'authorization']);

/**
 * Refuses requests with a key or token in their address, which proxies, browsers and logs keep: it works there as
 * little as it would help, and its owner learns that it has to be replaced.
 */
export function registerQueryCredentials(app: HttpServer, apiKeys: ApiKeys): void {
  app.addHook('onRequest', async (request) => {
    if (!request.raw.url?.includes('?')) return;
    for (const { name, value } of parametersOf(request)) {
      // Without a name of its own, as in `?<key>`, the credential is the name.
      for (const text of [value, name].filter((part) => part !== '')) {
        const target = await apiKeys.identify(text);
        if (target || isCredentialShaped(text)) throw new AppError('credential_in_query', undefined, { target });
      }
      if (value !== '' && CREDENTIAL_NAMES.has(plain(name))) throw new AppError('credential_in_query');
    }
  });
}

function parametersOf({ query }: FastifyRequest): { name: string; value: string }[] {
  return Object.entries(query ?? {}).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => {
      const text = typeof value === 'string' ? value.replace(/^\s*bearer\s+/i, '').trim() : '';
      return [{ name: name.trim(), value: text }];
    }),
  );
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');
