import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { authorize } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam, numberParam } from '../../core/route.ts';
import { ErrorSchema } from '../../core/schema.ts';
import type { Db } from '../../db/database.ts';
import { isStorageKey } from '../../storage/keys.ts';
import { isStored } from '../../storage/storage.ts';
import type { Storages } from '../../storage/storages.ts';
import type { Links } from '../assets/service.ts';
import { findAssetObject, findDerivativeObject, findPublicObject, findVersionObject, type ObjectRow } from './repo.ts';
import { createSender } from './send.ts';

export interface DeliveryRoutesOptions {
  readonly db: Db;
  readonly storages: Pick<Storages, 'of'>;
  readonly links: Links;
  readonly publicCacheSeconds: number;
}

const DownloadQuery = Type.Object({
  download: Type.Optional(Type.Boolean({ description: 'true: save under its name instead of showing it.' })),
});

const tags = ['content'];
const method: ('GET' | 'HEAD')[] = ['GET', 'HEAD'];
const errors = { '4xx': ErrorSchema, '5xx': ErrorSchema };

export function deliveryRoutes(app: HttpServer, options: DeliveryRoutesOptions): void {
  const { db, storages, links } = options;
  const sendObject = createSender(storages);
  // After this time at the latest a picture that was made private is gone from caches too.
  const publicCache = `public, max-age=${options.publicCacheSeconds}`;

  app.route({
    method,
    url: '/content/*',
    config: { public: true },
    schema: {
      tags,
      summary: 'The bytes of a public asset or of one of its derivatives',
      querystring: DownloadQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      const key = (request.params as { '*': string })['*']
        .replaceAll('\\', '/')
        .replace(/^[/\s]+/, '')
        .trimEnd();
      const object = isStorageKey(key) ? await findPublicObject(db, key) : undefined;
      if (!object) throw new AppError('asset_not_found');
      return sendObject(request, reply, object, {
        cacheControl: publicCache,
        download: request.query.download === true,
      });
    },
  });

  /** A public object is sent by its public address, where caches can keep it. */
  const sendToReader = async (request: FastifyRequest, reply: FastifyReply, object: ObjectRow | undefined) => {
    if (!object) throw new AppError('asset_not_found');
    const download = (request.query as Static<typeof DownloadQuery>).download === true;
    if (object.is_public !== 1) {
      return sendObject(request, reply, object, { cacheControl: 'private, no-cache', download });
    }
    const { storage } = await storages.of(object);
    if (!(await isStored(storage, object.storage_key))) throw new AppError('asset_not_found');
    const url = links(request).urlOf(object, object.storage_key);
    return reply.header('cache-control', 'no-store').redirect(download ? `${url}?download=true` : url, 307);
  };

  app.route({
    method,
    url: '/api/v1/assets/:id/content',
    config: { permission: 'assets.read' },
    schema: {
      tags: ['assets'],
      summary: 'The bytes of an asset',
      description: 'A public asset is redirected to its public address.',
      params: Type.Object({ id: Type.String() }),
      querystring: DownloadQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      authorize(callerOf(request), 'assets.read');
      return sendToReader(request, reply, await findAssetObject(db, idParam<AssetId>(request.params.id)));
    },
  });

  app.route({
    method,
    url: '/api/v1/assets/:id/derivatives/:kind/content',
    config: { permission: 'assets.read' },
    schema: {
      tags: ['assets'],
      summary: 'The bytes of a derivative',
      description: 'That of a public asset is redirected to its public address.',
      params: Type.Object({ id: Type.String(), kind: Type.String({ description: 'Such as thumbnail_256.' }) }),
      querystring: DownloadQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      authorize(callerOf(request), 'assets.read');
      const { id, kind } = request.params;
      return sendToReader(request, reply, await findDerivativeObject(db, idParam<AssetId>(id), kind));
    },
  });

  app.route({
    method,
    url: '/api/v1/assets/:id/versions/:number/content',
    config: { permission: 'assets.update' },
    schema: {
      tags: ['assets'],
      summary: 'The bytes of a former original',
      description: 'For those who may restore it: it may have been replaced for what it shows.',
      params: Type.Object({ id: Type.String(), number: Type.String({ description: 'As versions are listed.' }) }),
      querystring: DownloadQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      authorize(callerOf(request), 'assets.update');
      const { id, number } = request.params;
      const object = await findVersionObject(db, idParam<AssetId>(id), numberParam(number));
      if (!object) throw new AppError('asset_version_not_found');
      return sendObject(request, reply, object, {
        cacheControl: 'private, no-cache',
        download: request.query.download === true,
      });
    },
  });
}
