import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { ApiKeyId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, NoContent, responses } from '../../core/schema.ts';
import { managerOf } from './reach.ts';
import * as schema from './schema.ts';
import type { ApiKeys } from './service.ts';

const tags = ['api-keys'];
const IdParams = Type.Object({ id: Type.String() });

export function apiKeyRoutes(app: HttpServer, { apiKeys }: { apiKeys: ApiKeys }): void {
  app.get(
    '/api/v1/api-keys',
    {
      config: { credential: 'any' },
      onRequest: refuseManagedKeys,
      schema: {
        tags,
        summary: 'My keys, or those of the people I manage',
        querystring: schema.ApiKeyListQuery,
        response: responses({ 200: Data(schema.ApiKeyListSchema) }),
      },
    },
    async (request) => ({ data: await apiKeys.list(callerOf(request), request.query) }),
  );

  app.post(
    '/api/v1/api-keys',
    {
      config: { credential: 'any', action: 'api_key.create' },
      onRequest: refuseManagedKeys,
      schema: {
        tags,
        summary: 'Make a key',
        description: 'The answer holds the key, which is not shown again. A managed key cannot make keys.',
        body: schema.CreateApiKeyBody,
        response: responses({ 201: Data(schema.IssuedApiKeySchema) }),
      },
    },
    async (request, reply) => {
      const data = await apiKeys.create(callerOf(request), request.body);
      return reply.code(201).header('location', `/api/v1/api-keys/${data.apiKey.id}`).send({ data });
    },
  );

  app.get(
    '/api/v1/api-keys/:id',
    {
      config: { credential: 'any' },
      onRequest: refuseManagedKeys,
      schema: { tags, summary: 'One key', params: IdParams, response: responses({ 200: Data(schema.ApiKeySchema) }) },
    },
    async (request) => ({ data: await apiKeys.get(callerOf(request), keyId(request.params)) }),
  );

  app.patch(
    '/api/v1/api-keys/:id',
    {
      config: { credential: 'any', action: 'api_key.update' },
      onRequest: refuseManagedKeys,
      schema: {
        tags,
        summary: 'Rename a key',
        description: 'What a key may do does not change: make another.',
        params: IdParams,
        body: schema.RenameApiKeyBody,
        response: responses({ 200: Data(schema.ApiKeySchema) }),
      },
    },
    async (request) => ({ data: await apiKeys.rename(callerOf(request), keyId(request.params), request.body.name) }),
  );

  app.post(
    '/api/v1/api-keys/:id/rotate',
    {
      config: { credential: 'any', action: 'api_key.rotate' },
      onRequest: refuseManagedKeys,
      schema: {
        tags,
        summary: 'Change a key for a new one with the same rights',
        description:
          'For the owner alone. The former key stays good for overlapDays; one from before that ends at once.',
        params: IdParams,
        body: schema.RotateApiKeyBody,
        response: responses({ 200: Data(schema.IssuedApiKeySchema) }),
      },
    },
    async (request) => ({ data: await apiKeys.rotate(callerOf(request), keyId(request.params), request.body) }),
  );

  app.delete(
    '/api/v1/api-keys/:id',
    {
      config: { credential: 'any', action: 'api_key.revoke' },
      onRequest: refuseManagedKeys,
      schema: { tags, summary: 'Revoke a key', params: IdParams, response: responses({ 204: NoContent }) },
    },
    async (request, reply) => {
      await apiKeys.revoke(callerOf(request), keyId(request.params));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/v1/api-keys/self',
    {
      config: { credential: 'apiKey', action: 'api_key.revoke' },
      schema: { tags, summary: 'Revoke the key that is sent', response: responses({ 204: NoContent }) },
    },
    async (request, reply) => {
      await apiKeys.revokeSelf(callerOf(request));
      return reply.code(204).send(null);
    },
  );
}

/** At the door, before the body is read. */
async function refuseManagedKeys(request: FastifyRequest): Promise<void> {
  managerOf(callerOf(request));
}

const keyId = ({ id }: { id: string }): ApiKeyId => idParam<ApiKeyId>(id);
