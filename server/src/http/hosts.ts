import { AppError } from '../core/errors.ts';
import type { HttpServer } from '../core/route.ts';

/**
 * Serves only the host names of `AllowedHosts`: a page whose name was rebound to our address gets nothing. Entries
 * may begin with `*.` for all names below.
 */
export function registerHosts(app: HttpServer, allowedHosts: readonly string[]): void {
  if (allowedHosts.includes('*')) return;
  app.addHook('onRequest', async (request) => {
    const host = request.hostname.toLowerCase();
    const served = allowedHosts.some((entry) =>
      entry.startsWith('*.') ? host.endsWith(entry.slice(1)) : host === entry,
    );
    if (!served) throw new AppError('host_not_allowed');
  });
}
