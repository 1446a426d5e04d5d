import Type from 'typebox';
import type { AssetId } from '../../../core/ids.ts';
import { AssetDetail, Exactly, OrNull, Uuid } from '../schema.ts';
import { defineTool, idArgument, OVERWRITES } from '../tool.ts';

const Text = Type.Optional(OrNull(Type.String()));

export const patchAsset = defineTool({
  name: 'patch_asset',
  title: 'Patch Asset',
  description:
    'Changes texts, name or visibility of a picture. What is left out stays, null clears. description and altText: at ' +
    'most 1000 characters each. isPublic true: anybody with the link can load it.',
  permission: 'assets.update',
  inputSchema: Exactly({
    id: Uuid,
    description: Text,
    altText: Text,
    originalFileName: Text,
    isPublic: Type.Optional(Type.Boolean()),
  }),
  outputSchema: AssetDetail,
  annotations: OVERWRITES,
  argumentCodes: { id: 'tool_argument_invalid' },
  handle: ({ assets, grant, linkBase }, { id, ...patch }) =>
    assets.patch(grant, idArgument<AssetId>(id, 'id'), patch, linkBase),
});
