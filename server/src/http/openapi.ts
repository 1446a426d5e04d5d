import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { HttpServer } from '../core/route.ts';
import { publicScope } from './access.ts';

/** Collects the routes' own schemas; must be registered before them. */
export async function registerOpenApi(app: HttpServer, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'NekoHub API',
        version,
        description: 'Every answer is {"data": …} or {"error": {code, message, traceId, status}}.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'An access token from /api/v1/auth/login, or an API key.',
          },
        },
      },
      tags: [
        { name: 'auth', description: 'Signing in and out' },
        { name: 'setup', description: 'The first account' },
        { name: 'users', description: 'People and what they may do' },
        { name: 'sessions', description: 'Where people are signed in' },
        { name: 'api-keys', description: 'Keys for scripts and agents' },
        { name: 'assets', description: 'Pictures, for those who may' },
        { name: 'public', description: 'Public pictures, for everybody' },
        { name: 'content', description: 'The bytes' },
        { name: 'jobs', description: 'Work behind the requests' },
        { name: 'mcp', description: 'For agents' },
        { name: 'workflows', description: 'Skills in order, for one asset or every upload' },
        { name: 'ai', description: 'AI services that describe pictures' },
        { name: 'storage', description: 'Where pictures are kept' },
        { name: 'audit', description: 'What happened: sign-ins, refusals, changes' },
        { name: 'system', description: 'About this server' },
      ],
    },
    transform: ({ schema, url, route }) => {
      const { config } = route;
      const operation = { ...schema } as Record<string, unknown>;
      operation.security = config?.public ? [] : [{ bearer: [] }];
      if (config?.permission) operation['x-permission'] = config.permission;
      return { schema: operation, url };
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `def-${index}`) },
  });

  app.get('/openapi.json', { config: { public: true }, schema: { hide: true } }, async () => app.swagger());
  // Where NekoHub's clients look for it.
  app.get('/openapi/v1.json', { config: { public: true }, schema: { hide: true } }, async () => app.swagger());
}

/** The reference page at /docs. */
export function registerReferencePage(app: HttpServer): void {
  publicScope(app, async (scope) => {
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      uiConfig: { deepLinking: true, persistAuthorization: false },
    });
  });
}
