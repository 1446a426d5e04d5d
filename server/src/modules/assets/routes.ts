import Type from 'typebox';
import { authorize } from '../../core/actor.ts';
import { AppError } from '../../core/errors.ts';
import { type AssetId, parseId } from '../../core/ids.ts';
import { callerOf, type HttpServer, idParam } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import { tooLarge } from './intake.ts';
import type { Links } from './links.ts';
import { type PageSizes, toListing } from './list-request.ts';
import { createPageCache } from './page-cache.ts';
import * as schema from './schema.ts';
import { queryOf, sendPage } from './send-page.ts';
import type { Assets, IncomingFile, StoredImage } from './service.ts';
import { FORM_OVERHEAD_BYTES, readUploadForm } from './upload-form.ts';

export interface AssetRoutesOptions {
  readonly assets: Assets;
  readonly pageSizes: PageSizes;
  readonly maxUploadSizeBytes: number;
  readonly maxBatchSize: number;
  readonly links: Links;
}

const tags = ['assets'];
const IdParams = Type.Object({ id: Type.String({ description: 'The asset’s id.' }) });

export function assetRoutes(app: HttpServer, options: AssetRoutesOptions): void {
  const { assets, links } = options;
  const pages = createPageCache();
  registerUpload(app, options);

  app.get(
    '/api/v1/assets',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'List assets',
        querystring: schema.AssetListQuery,
        response: responses({ 200: Data(schema.AssetPageSchema) }),
      },
    },
    async (request, reply) => {
      const grant = authorize(callerOf(request), 'assets.read');
      const base = links(request);
      return sendPage(pages, assets, reply, `${base.key} ${queryOf(request)}`, async () => {
        const { listing, page, pageSize } = toListing(request.query, options.pageSizes);
        return { data: { ...(await assets.list(grant, listing, base)), page, pageSize } };
      });
    },
  );

  app.get(
    '/api/v1/assets/usage-stats',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'Numbers and bytes of all assets',
        response: responses({ 200: Data(schema.UsageStatsSchema) }),
      },
    },
    async (request) => ({ data: await assets.usage(authorize(callerOf(request), 'assets.read')) }),
  );

  app.get(
    '/api/v1/assets/:id',
    {
      config: { permission: 'assets.read' },
      schema: { tags, summary: 'One asset', params: IdParams, response: responses({ 200: Data(schema.AssetSchema) }) },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      return {
        data: await assets.get(authorize(callerOf(request), 'assets.read'), id, links(request)),
      };
    },
  );

  app.get(
    '/api/v1/assets/:id/executions',
    {
      config: { permission: 'assets.read' },
      schema: {
        tags,
        summary: 'What skills did on an asset',
        description: 'The latest run first.',
        params: IdParams,
        querystring: schema.ExecutionListQuery,
        response: responses({ 200: Data(schema.ExecutionPageSchema) }),
      },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      const { pageSize: asked = options.pageSizes.defaultPageSize, cursor } = request.query;
      const pageSize = Math.min(asked, options.pageSizes.maxPageSize);
      const grant = authorize(callerOf(request), 'assets.read');
      return { data: { ...(await assets.listExecutions(grant, id, { pageSize, cursor })), pageSize } };
    },
  );

  app.patch(
    '/api/v1/assets/:id',
    {
      config: { permission: 'assets.update', action: 'asset.update' },
      schema: {
        tags,
        summary: 'Change texts, name or visibility',
        description: 'A field that is absent stays as it is; null clears it.',
        params: IdParams,
        body: schema.AssetPatchBody,
        response: responses({ 200: Data(schema.AssetSchema) }),
      },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      const grant = authorize(callerOf(request), 'assets.update');
      return { data: await assets.patch(grant, id, request.body, links(request)) };
    },
  );

  app.delete(
    '/api/v1/assets/:id',
    {
      config: { permission: 'assets.delete', action: 'asset.delete' },
      schema: {
        tags,
        summary: 'Delete an asset for good',
        description: 'Its files follow within moments, or when their store answers again.',
        params: IdParams,
        body: schema.AssetDeleteBody,
        response: responses({ 200: Data(schema.DeletedSchema) }),
      },
    },
    async (request) => {
      const id = idParam<AssetId>(request.params.id);
      const grant = authorize(callerOf(request), 'assets.delete');
      return { data: await assets.delete(grant, id, request.body?.commitMessage) };
    },
  );

  app.post(
    '/api/v1/assets/batch-delete',
    {
      config: { permission: 'assets.delete', action: 'asset.delete' },
      schema: {
        tags,
        summary: 'Delete several assets for good',
        description: 'The body is an array of ids, or an object with such an array as ids.',
        body: schema.BatchDeleteBody,
        response: responses({ 200: Data(schema.BatchDeletedSchema) }),
      },
    },
    async (request) => {
      const { ids: asked, commitMessage } = Array.isArray(request.body)
        ? { ids: request.body, commitMessage: null }
        : (request.body ?? { ids: [] });
      if (asked.length > options.maxBatchSize) {
        throw new AppError('asset_batch_too_large', `At most ${options.maxBatchSize} ids are allowed.`, {
          field: 'ids',
        });
      }
      const grant = authorize(callerOf(request), 'assets.delete');
      const deleted = await assets.deleteMany(grant, asked.map(idOfBatch), commitMessage);
      return { data: { requestedCount: asked.length, ...deleted } };
    },
  );
}

function idOfBatch(text: string): AssetId {
  const id = parseId<AssetId>(text);
  if (!id) throw new AppError('request_invalid', 'Every id must be a UUID.', { field: 'ids' });
  return id;
}

/** In a scope of its own, where multipart bodies are left to the handler to read. */
function registerUpload(app: HttpServer, { assets, maxUploadSizeBytes, links }: AssetRoutesOptions): void {
  app.register(async (scope: HttpServer) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
    scope.post(
      '/api/v1/assets',
      {
        config: { permission: 'assets.create', action: 'asset.create' },
        schema: {
          tags,
          summary: 'Upload a picture',
          description: 'One file a request. Its bytes must be what its content type says.',
          consumes: ['multipart/form-data'],
          body: schema.UploadForm,
          response: responses({ 202: Data(schema.AssetSchema) }),
        },
        // The body is there for the API description; its stream is checked while it is read.
        validatorCompiler: () => () => true,
      },
      async (request, reply) => {
        const declaredLength = Number(request.headers['content-length'] ?? 0);
        if (declaredLength > maxUploadSizeBytes + FORM_OVERHEAD_BYTES) throw tooLarge(maxUploadSizeBytes);
        const grant = authorize(callerOf(request), 'assets.create');
        const sink = {
          store: (file: IncomingFile) => assets.store(grant, file),
          discard: (image: StoredImage) => assets.discard(image),
        };
        const { stored, asset } = await readUploadForm(request.raw, sink, maxUploadSizeBytes);
        const created = await assets.create(grant, stored, asset, links(request));
        return reply.code(202).header('location', `/api/v1/assets/${created.id}`).send({ data: created });
      },
    );
  });
}
