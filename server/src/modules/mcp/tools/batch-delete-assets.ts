import Type from 'typebox';
import { AppError } from '../../../core/errors.ts';
import type { AssetId } from '../../../core/ids.ts';
import { Exactly, Uuid } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';

export const batchDeleteAssets = defineTool({
  name: 'batch_delete_assets',
  title: 'Batch Delete Assets',
  description:
    'Deletes several pictures for good. results says for each whether it was deleted, notFound or failed. When one id is no UUID nothing ' +
    'is deleted.',
  permission: 'assets.delete',
  inputSchema: Exactly({ ids: Type.Array(Uuid) }),
  outputSchema: Exactly({
    requestedCount: Type.Integer(),
    deletedCount: Type.Integer(),
    notFoundIds: Type.Array(Uuid),
    results: Type.Array(
      Exactly({
        id: Uuid,
        status: Type.String(),
        errorCode: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  }),
  // Its file may be kept by a service elsewhere.
  annotations: { ...OVERWRITES, openWorldHint: true },
  async handle({ assets, grant, maxBatchSize }, { ids }) {
    if (ids.length > maxBatchSize) {
      throw new AppError('asset_batch_too_large', `The argument ids has at most ${maxBatchSize} entries.`);
    }
    const asked = ids.map((id, index) => idArgument<AssetId>(id, `ids.${index}`));
    return { requestedCount: asked.length, ...(await assets.deleteMany(grant, asked)) };
  },
});
