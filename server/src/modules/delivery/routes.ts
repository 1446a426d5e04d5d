import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { authorize } from '../../core/actor.ts';
import type { AssetId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam, numberParam } from '../../core/route.ts';
import { ErrorSchema } from '../../core/schema.ts';
import type { Links } from '../assets/service.ts';
import { sendDelivered } from './send.ts';
import type { Delivery, Wish } from './service.ts';

export interface DeliveryRoutesOptions {
  readonly delivery: Delivery;
  readonly links: Links;
}

const DownloadQuery = Type.Object({
  download: Type.Optional(Type.Boolean({ description: 'true: save under its name instead of showing it.' })),
});
const ByIdQuery = Type.Object({
  ...DownloadQuery.properties,
  redirect: Type.Optional(
    Type.Boolean({
      description: 'false: the bytes in this answer, also when they are kept where others can get them.',
    }),
  ),
});

const tags = ['content'];
const method: ('GET' | 'HEAD')[] = ['GET', 'HEAD'];
const errors = { '4xx': ErrorSchema, '5xx': ErrorSchema };

export function deliveryRoutes(app: HttpServer, { delivery, links }: DeliveryRoutesOptions): void {
  const wishOf = (request: FastifyRequest): Wish => {
    const { download = false, redirect = true } = request.query as Static<typeof ByIdQuery>;
    return { download, redirect, headersOnly: request.method === 'HEAD', host: request.host, base: links(request) };
  };

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
      return sendDelivered(request, reply, await delivery.byKey(key, wishOf(request)));
    },
  });

  app.route({
    method,
    url: '/api/v1/assets/:id/content',
    config: { permission: 'assets.read' },
    schema: {
      tags: ['assets'],
      summary: 'The bytes of an asset',
      description: 'A public asset is redirected to its public address.',
      params: Type.Object({ id: Type.String() }),
      querystring: ByIdQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      authorize(callerOf(request), 'assets.read');
      const id = idParam<AssetId>(request.params.id);
      return sendDelivered(request, reply, await delivery.ofAsset(id, wishOf(request)));
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
      querystring: ByIdQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      authorize(callerOf(request), 'assets.read');
      const { id, kind } = request.params;
      const delivered = await delivery.ofDerivative(idParam<AssetId>(id), kind, wishOf(request));
      return sendDelivered(request, reply, delivered);
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
      querystring: ByIdQuery,
      response: errors,
    },
    handler: async (request, reply) => {
      authorize(callerOf(request), 'assets.update');
      const { id, number } = request.params;
      const delivered = await delivery.ofVersion(idParam<AssetId>(id), numberParam(number), wishOf(request));
      return sendDelivered(request, reply, delivered);
    },
  });
}
