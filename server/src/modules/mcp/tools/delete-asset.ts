import Type from 'typebox';
import type { AssetId } from '../../../core/ids.ts';
import { DateTime, Exactly, Uuid } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';

export const deleteAsset = defineTool({
  name: 'delete_asset',
  title: 'Delete Asset',
  description:
    'Deletes a picture for good, with everything made of it. commitMessage: for storage that keeps a history.',
  permission: 'assets.delete',
  inputSchema: Exactly({ id: Uuid, commitMessage: Type.Optional(Type.String({ maxLength: 1000 })) }),
  outputSchema: Exactly({ id: Uuid, status: Type.String(), deletedAtUtc: DateTime }),
  // Its file may be kept by a service elsewhere.
  annotations: { ...OVERWRITES, openWorldHint: true },
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: ({ assets, grant }, { id, commitMessage }) =>
    assets.delete(grant, idArgument<AssetId>(id, 'id'), commitMessage),
});
