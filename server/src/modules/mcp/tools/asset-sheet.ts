import Type from 'typebox';
import type { AssetId } from '../../../core/ids.ts';
import { MAX_SHEET_PICTURES } from '../../assets/service.ts';
import { Exactly, Uuid } from '../schema.ts';
import { defineTool, idArgument, LOOKS } from '../tool.ts';

export const assetSheet = defineTool({
  name: 'asset_sheet',
  title: 'Contact Sheet',
  description:
    `Look at up to ${MAX_SHEET_PICTURES} pictures at once, small and numbered, as one image. legend tells which is ` +
    'which, and which could not be shown.',
  permission: 'assets.read',
  inputSchema: Exactly({ ids: Type.Array(Uuid, { minItems: 1, maxItems: MAX_SHEET_PICTURES }) }),
  annotations: LOOKS,
  async handle({ views, grant, signal, show }, args) {
    const ids = args.ids.map((id, index) => idArgument<AssetId>(id, `ids.${index}`));
    const { sheet, missing } = await views.sheet(grant, ids, signal);
    show({ bytes: sheet.bytes, contentType: sheet.type.contentType });
    const legend = ids.map((id, index) => ({ number: index + 1, id, shown: !missing.has(index) }));
    return { mimeType: sheet.type.contentType, width: sheet.width, height: sheet.height, legend };
  },
});
