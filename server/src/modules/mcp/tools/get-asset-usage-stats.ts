import Type from 'typebox';
import { Exactly, OrNull } from '../schema.ts';
import { defineTool, READS } from '../tool.ts';

export const getAssetUsageStats = defineTool({
  name: 'get_asset_usage_stats',
  title: 'Get Asset Usage Stats',
  description: 'Number and bytes of all pictures, by type.',
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
  async handle({ assets, grant }) {
    // Every agent pays for the schema of every tool; how stores are filled is the operator's business.
    const { storageBreakdown: _, ...stats } = await assets.usage(grant);
    return stats;
  },
});
