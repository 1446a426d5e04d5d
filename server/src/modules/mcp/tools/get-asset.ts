import type { AssetId } from '../../../core/ids.ts';
import { AssetDetail, IdInput } from '../schema.ts';
import { defineTool, idArgument, READS } from '../tool.ts';

export const getAsset = defineTool({
  name: 'get_asset',
  title: 'Get Asset',
  description: 'All about one picture. size in bytes; publicUrl is null while it is private.',
  permission: 'assets.read',
  inputSchema: IdInput,
  outputSchema: AssetDetail,
  annotations: READS,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: ({ assets, grant, linkBase }, { id }) => assets.get(grant, idArgument<AssetId>(id, 'id'), linkBase),
});
