import Type from 'typebox';
import { AppError } from '../../../core/errors.ts';
import { toListing } from '../../assets/service.ts';
import { AssetPage, Exactly, OrNull } from '../schema.ts';
import { defineTool, READS } from '../tool.ts';

const Words = Type.Optional(OrNull(Type.String()));

export const listAssets = defineTool({
  name: 'list_assets',
  title: 'List Assets',
  description:
    'Pages of pictures, newest first; search_assets is shorter. query: text within name, description or alternative ' +
    'text. contentType: image/png, image/*. orderBy: createdAtUtc, size. orderDirection: desc, asc.',
  permission: 'assets.read',
  inputSchema: Exactly({
    page: Type.Optional(Type.Integer({ minimum: 1 })),
    pageSize: Type.Optional(Type.Integer({ minimum: 1 })),
    query: Words,
    contentType: Words,
    status: Words,
    orderBy: Words,
    orderDirection: Words,
  }),
  outputSchema: AssetPage,
  annotations: READS,
  argumentCodes: { page: 'page_out_of_range', pageSize: 'page_size_out_of_range' },
  async handle({ assets, grant, linkBase, pageSizes }, args) {
    const { maxPageSize } = pageSizes;
    // Agents are told, where REST brings the value into range: they can ask again, and would else misread the page.
    if ((args.pageSize ?? 1) > maxPageSize) {
      throw new AppError('page_size_too_large', `The argument pageSize must be at most ${maxPageSize}.`);
    }
    const asked = {
      page: args.page,
      pageSize: args.pageSize,
      query: args.query ?? undefined,
      contentType: args.contentType ?? undefined,
      status: args.status ?? undefined,
      orderBy: args.orderBy ?? undefined,
      orderDirection: args.orderDirection ?? undefined,
    };
    const { listing, page, pageSize } = toListing(asked, pageSizes);
    return { ...(await assets.list(grant, listing, linkBase)), page, pageSize };
  },
});
