import Type from 'typebox';
import { AppError } from '../../../core/errors.ts';
import type { AssetId } from '../../../core/ids.ts';
import { Exactly, IdInput, Uri, Uuid } from '../schema.ts';
import { defineTool, idArgument, READS } from '../tool.ts';

export const getAssetContentUrl = defineTool({
  name: 'get_asset_content_url',
  title: 'Get Asset Content URL',
  description: 'Where anybody can load a public picture; asset_not_found for a private one.',
  permission: 'assets.read',
  inputSchema: IdInput,
  outputSchema: Exactly({ id: Uuid, contentUrl: Uri, preserveMethod: Type.Boolean() }),
  annotations: READS,
  argumentCodes: { id: 'tool_argument_invalid' },
  async handle({ assets, grant, linkBase }, args) {
    const id = idArgument<AssetId>(args.id, 'id');
    const { publicUrl, status } = await assets.get(grant, id, linkBase);
    if (publicUrl === null) throw new AppError('asset_not_found', `The asset ${id} is private and has no public URL.`);
    // A link that leads nowhere is worse than none.
    if (status !== 'ready' || !(await assets.hasContent(grant, id))) {
      throw new AppError('asset_not_found', `The content of the asset ${id} cannot be loaded.`);
    }
    return { id, contentUrl: publicUrl, preserveMethod: true };
  },
});
