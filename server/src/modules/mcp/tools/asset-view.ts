import Type from 'typebox';
import type { AssetId } from '../../../core/ids.ts';
import { Word } from '../../../core/schema.ts';
import { Exactly, Uuid } from '../schema.ts';
import { defineTool, idArgument, LOOKS } from '../tool.ts';

/** Left, top, width and height. */
const Region = Type.Array(Type.Number({ minimum: 0, maximum: 1 }), { minItems: 4, maxItems: 4 });

export const assetView = defineTool({
  name: 'asset_view',
  title: 'View Asset',
  description:
    'Look at a picture. detail low (default): 512 pixels, enough to describe it; high: 1568, for small ' +
    'text. region: a part, [left, top, width, height] from 0 to 1.',
  permission: 'assets.read',
  inputSchema: Exactly({
    id: Uuid,
    detail: Type.Optional(Word(['low', 'high'])),
    region: Type.Optional(Region),
  }),
  annotations: LOOKS,
  argumentCodes: { id: 'tool_argument_invalid' },
  async handle({ views, grant, signal, show }, args) {
    const id = idArgument<AssetId>(args.id, 'id');
    const { detail = 'low' } = args;
    const [left = 0, top = 0, regionWidth = 1, regionHeight = 1] = args.region ?? [];
    const region = args.region && { left, top, width: regionWidth, height: regionHeight };
    const { bytes, type, width, height } = await views.view(grant, id, { detail, region }, signal);
    show({ bytes, contentType: type.contentType });
    return { id, mimeType: type.contentType, width, height, size: bytes.length };
  },
});
