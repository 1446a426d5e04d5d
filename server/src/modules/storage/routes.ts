import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { StorageProfileId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import * as schema from './schema.ts';
import type { StorageProfiles } from './service.ts';

const tags = ['storage'];
const IdParams = Type.Object({ id: Type.String() });
const BASE = '/api/v1/system/storage/providers';

export function storageProfileRoutes(app: HttpServer, { profiles }: { profiles: StorageProfiles }): void {
  app.get(
    BASE,
    {
      config: { permission: 'providers.read' },
      schema: {
        tags,
        summary: 'Storage profiles, and where uploads go',
        response: responses({ 200: Data(schema.StorageOverviewSchema) }),
      },
    },
    async (request) => ({ data: await profiles.overview(authorize(callerOf(request), 'providers.read')) }),
  );

  app.get(
    '/api/v1/assets/storage-targets',
    {
      config: { permission: 'assets.create' },
      schema: {
        tags,
        summary: 'Where an upload can go',
        description: 'Names alone, for those who may upload without seeing the storage profiles.',
        response: responses({ 200: Data(Type.Array(schema.StorageTargetSchema)) }),
      },
    },
    async (request) => ({ data: await profiles.targets(authorize(callerOf(request), 'assets.create')) }),
  );

  app.post(
    BASE,
    {
      config: { permission: 'providers.create', action: 'storage_profile.create' },
      schema: {
        tags,
        summary: 'Add a storage profile',
        description: 'What configuration and secretConfiguration hold depends on the type.',
        body: schema.CreateStorageProfileBody,
        response: responses({ 201: Data(schema.StorageProfileSchema) }),
      },
    },
    async (request, reply) => {
      const data = await profiles.create(authorize(callerOf(request), 'providers.create'), request.body);
      return reply.code(201).header('location', `${BASE}/${data.id}`).send({ data });
    },
  );

  app.patch(
    `${BASE}/:id`,
    {
      config: { permission: 'providers.update', action: 'storage_profile.update' },
      schema: {
        tags,
        summary: 'Change a storage profile',
        description:
          'What is absent stays, also within configuration and secretConfiguration; null there means the default. An ' +
          'address of another host needs the secrets again.',
        params: IdParams,
        body: schema.PatchStorageProfileBody,
        response: responses({ 200: Data(schema.StorageProfileSchema) }),
      },
    },
    async (request) => {
      const id = idParam<StorageProfileId>(request.params.id);
      return { data: await profiles.patch(authorize(callerOf(request), 'providers.update'), id, request.body) };
    },
  );

  app.delete(
    `${BASE}/:id`,
    {
      config: { permission: 'providers.delete', action: 'storage_profile.delete' },
      schema: {
        tags,
        summary: 'Delete a storage profile',
        description: 'One that pictures are in is disabled instead; they can still be read. Stored objects stay.',
        params: IdParams,
        response: responses({ 200: Data(schema.DeletedStorageProfileSchema) }),
      },
    },
    async (request) => {
      const id = idParam<StorageProfileId>(request.params.id);
      return { data: await profiles.delete(authorize(callerOf(request), 'providers.delete'), id) };
    },
  );

  app.post(
    `${BASE}/:id/set-default`,
    {
      config: { permission: 'settings.update', action: 'storage_profile.set_default' },
      schema: {
        tags,
        summary: 'Let uploads go to a storage profile',
        params: IdParams,
        response: responses({ 200: Data(schema.StorageProfileSchema) }),
      },
    },
    async (request) => {
      const id = idParam<StorageProfileId>(request.params.id);
      return { data: await profiles.setDefault(authorize(callerOf(request), 'settings.update'), id) };
    },
  );

  app.post(
    `${BASE}/:id/test`,
    {
      config: { permission: 'providers.update' },
      schema: {
        tags,
        summary: 'Try a storage profile out',
        description:
          'Writes a small object, reads it and a part of it, and removes it. What fails is told in the answer.',
        params: IdParams,
        response: responses({ 200: Data(schema.StorageTestSchema) }),
      },
    },
    async (request) => {
      const id = idParam<StorageProfileId>(request.params.id);
      return { data: await profiles.test(authorize(callerOf(request), 'providers.update'), id) };
    },
  );
}
