import Type from 'typebox';
import { AppError } from '../../core/errors.ts';
import type { AssetId } from '../../core/ids.ts';
import { type HttpServer, idParam } from '../../core/route.ts';
import { Data, responses } from '../../core/schema.ts';
import type { Links } from './links.ts';
import { type PageSizes, toListing } from './list-request.ts';
import { createPageCache } from './page-cache.ts';
import { PublicAssetListQuery, PublicAssetPageSchema, PublicAssetSchema } from './schema.ts';
import { queryOf, sendPage } from './send-page.ts';
import type { Assets } from './service.ts';

export interface PublicAssetRoutesOptions {
  readonly assets: Assets;
  readonly pageSizes: PageSizes;
  readonly links: Links;
  /** false: the routes are there and tell so. */
  readonly enabled: boolean;
}

const tags = ['public'];

export function publicAssetRoutes(app: HttpServer, options: PublicAssetRoutesOptions): void {
  const { assets, pageSizes, links, enabled } = options;
  const pages = createPageCache();
  const checkEnabled = () => {
    if (!enabled) throw new AppError('gallery_disabled');
  };
  app.get(
    '/api/v1/public/assets',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'List public assets, the newest first when nothing else is asked for',
        querystring: PublicAssetListQuery,
        response: responses({ 200: Data(PublicAssetPageSchema) }),
      },
    },
    async (request, reply) => {
      checkEnabled();
      const base = links(request);
      return sendPage(pages, assets, reply, `${base.key} ${queryOf(request)}`, async () => {
        const { page, pageSize, cursor, query, contentType, orientation, orderBy, orderDirection } = request.query;
        const asked = { page, pageSize, cursor, query, contentType, orientation, orderBy, orderDirection };
        const { listing, ...effective } = toListing(asked, pageSizes);
        return { data: { ...(await assets.listPublic(listing, base)), ...effective } };
      });
    },
  );

  app.get(
    '/api/v1/public/assets/:id',
    {
      config: { public: true },
      schema: {
        tags,
        summary: 'One public asset',
        params: Type.Object({ id: Type.String() }),
        response: responses({ 200: Data(PublicAssetSchema) }),
      },
    },
    async (request) => {
      checkEnabled();
      return { data: await assets.getPublic(idParam<AssetId>(request.params.id), links(request)) };
    },
  );
}
