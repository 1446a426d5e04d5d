import type { RouteOptions } from 'fastify';
import { ANONYMOUS } from '../core/actor.ts';
import { AppError } from '../core/errors.ts';
import { clientOf, type HttpServer } from '../core/route.ts';
import type { Authenticator } from '../modules/auth/service.ts';

/**
 * Works out who is asking, before the body is read, and refuses those who may not. Deny by default: a route that
 * does not say who may call it stops the program at start.
 */
export function registerAccess(app: HttpServer, authenticator: Authenticator): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  app.addHook('onReady', async () => {
    for (const { method, url, config } of routes) {
      // Preflights carry no credentials, by definition.
      if (method !== 'OPTIONS' && !config?.public && !config?.permission && !config?.credential) {
        throw new Error(`The route ${method} ${url} does not say who may call it.`);
      }
    }
  });

  app.addHook('onRequest', async (request) => {
    const { config } = request.routeOptions;
    // The not-found handler has no access declaration; it reveals nothing.
    if (config.public || request.is404 || request.method === 'OPTIONS') {
      request.actor = ANONYMOUS;
      return;
    }
    const { permission, credential } = config;
    request.actor = await authenticator.authenticate(clientOf(request), request.headers.authorization, credential);
    if (permission && !request.actor.permissions.has(permission)) {
      throw new AppError('auth_forbidden', `This needs the permission ${permission}.`, { permission });
    }
  });
}

/** A scope for plugins whose routes anybody may call and which cannot say so themselves: static files and pages. */
export function publicScope(app: HttpServer, add: (scope: HttpServer) => Promise<void>): void {
  app.register(async (scope: HttpServer) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, public: true };
    });
    await add(scope);
  });
}
