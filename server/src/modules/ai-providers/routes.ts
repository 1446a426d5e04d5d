import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { AiProviderId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import * as schema from './schema.ts';
import type { AiProviders } from './service.ts';

const tags = ['ai'];
const IdParams = Type.Object({ id: Type.String() });
const BASE = '/api/v1/system/ai/providers';

export function aiProviderRoutes(app: HttpServer, { aiProviders }: { aiProviders: AiProviders }): void {
  app.get(
    BASE,
    {
      config: { permission: 'aiProviders.read' },
      schema: {
        tags,
        summary: 'AI providers, the active one first',
        response: responses({ 200: Data(Type.Array(schema.AiProviderSchema)) }),
      },
    },
    async (request) => ({ data: await aiProviders.list(authorize(callerOf(request), 'aiProviders.read')) }),
  );

  app.get(
    `${BASE}/active`,
    {
      config: { permission: 'aiProviders.read' },
      schema: {
        tags,
        summary: 'The provider that describes pictures',
        response: responses({ 200: Data(Type.Union([schema.AiProviderSchema, Type.Null()])) }),
      },
    },
    async (request) => ({ data: await aiProviders.showActive(authorize(callerOf(request), 'aiProviders.read')) }),
  );

  app.post(
    BASE,
    {
      config: { permission: 'aiProviders.create', action: 'ai_provider.create' },
      schema: {
        tags,
        summary: 'Add an AI provider',
        description: 'Any service that speaks OpenAI’s chat protocol. Without isActive it becomes active if none is.',
        body: schema.CreateAiProviderBody,
        response: responses({ 201: Data(schema.AiProviderSchema) }),
      },
    },
    async (request, reply) => {
      const data = await aiProviders.create(authorize(callerOf(request), 'aiProviders.create'), request.body);
      return reply.code(201).header('location', `${BASE}/${data.id}`).send({ data });
    },
  );

  app.patch(
    `${BASE}/:id`,
    {
      config: { permission: 'aiProviders.update', action: 'ai_provider.update' },
      schema: {
        tags,
        summary: 'Change an AI provider',
        description: 'A field that is absent stays as it is. An address of another host needs the API key again.',
        params: IdParams,
        body: schema.PatchAiProviderBody,
        response: responses({ 200: Data(schema.AiProviderSchema) }),
      },
    },
    async (request) => {
      const id = idParam<AiProviderId>(request.params.id);
      return { data: await aiProviders.patch(authorize(callerOf(request), 'aiProviders.update'), id, request.body) };
    },
  );

  app.post(
    `${BASE}/test`,
    {
      config: { permission: 'aiProviders.update' },
      schema: {
        tags,
        summary: 'Have a small picture described',
        description:
          'With profileId, what is not given is taken from there; the stored key goes to no other host. A service that fails is told of in the answer.',
        body: schema.TestAiProviderBody,
        response: responses({ 200: Data(schema.AiTestSchema) }),
      },
    },
    async (request) => ({
      data: await aiProviders.test(authorize(callerOf(request), 'aiProviders.update'), request.body),
    }),
  );

  app.delete(
    `${BASE}/:id`,
    {
      config: { permission: 'aiProviders.delete', action: 'ai_provider.delete' },
      schema: {
        tags,
        summary: 'Delete an AI provider',
        params: IdParams,
        response: responses({ 200: Data(schema.DeletedAiProviderSchema) }),
      },
    },
    async (request) => {
      const id = idParam<AiProviderId>(request.params.id);
      return { data: await aiProviders.delete(authorize(callerOf(request), 'aiProviders.delete'), id) };
    },
  );
}
