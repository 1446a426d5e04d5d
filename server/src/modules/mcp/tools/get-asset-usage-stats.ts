import Type from 'typebox';
import { Exactly, OrNull } from '../schema.ts';
import { defineTool, READS } from '../tool.ts';

export const getAssetUsageStats = defineTool({
  name: 'get_asset_usage_stats',
  title: 'Get Asset Usage Stats',
  description: 'How many pictures there are and how many bytes they have, in all and by type.',
  permission: 'assets.read',
  inputSchema: Exactly({}),
  outputSchema: Exactly({
    totalAssets: Type.Integer(),
    totalBytes: Type.Integer(),
    totalDerivatives: Type.Integer(),
    contentTypeBreakdown: Type.Array(
      Exactly({ contentType: Type.String(), count: Type.Integer(), totalBytes: Type.Integer() }),
    ),
    mostActiveSkill: Type.Optional(OrNull(Exactly({ skillName: Type.String(), runCount: Type.Integer() }))),
  }),
  annotations: READS,
  handle: ({ assets, grant }) => assets.usage(grant),
});
