import Type from 'typebox';
import { newAssetOf } from '../new-asset.ts';
import { AssetDetail, Exactly } from '../schema.ts';
import { defineTool } from '../tool.ts';

export const uploadFromUrlTool = defineTool({
  name: 'upload_from_url',
  title: 'Upload From URL',
  description:
    'Adds a picture that anybody can load from an http or https address. It is public here unless isPublic is false. ' +
    'fileName: the last part of the address when left out.',
  permission: 'assets.create',
  inputSchema: Exactly({
    url: Type.String({ minLength: 1, maxLength: 4000 }),
    fileName: Type.Optional(Type.String({ minLength: 1 })),
    description: Type.Optional(Type.String()),
    altText: Type.Optional(Type.String()),
    isPublic: Type.Optional(Type.Boolean()),
  }),
  outputSchema: AssetDetail,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  handle({ uploads, grant, linkBase, signal }, { url, fileName, ...args }) {
    return uploads.fromUrl(grant, url, newAssetOf(fileName, args), linkBase, signal);
  },
});
