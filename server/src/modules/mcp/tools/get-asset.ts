import type { AssetId } from '../../../core/ids.ts';
import { AssetDetail, IdInput } from '../schema.ts';
import { defineTool, idArgument, READS } from '../tool.ts';

export const getAsset = defineTool({
  name: 'get_asset',
  title: 'Get Asset',
  description:
    'One picture by its id: file name, type, size in bytes, width and height in pixels, texts, visibility, public ' +
    'URL (null while it is private), derived pictures and the results of processing.',
  permission: 'assets.read',
  inputSchema: IdInput,
  outputSchema: AssetDetail,
  annotations: READS,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: ({ assets, grant, linkBase }, { id }) => assets.get(grant, idArgument<AssetId>(id, 'id'), linkBase),
});
