import Type from 'typebox';
import { AppError } from '../../../core/errors.ts';
import type { StorageProfileId } from '../../../core/ids.ts';
import { decodeBase64 } from '../base64.ts';
import { newAssetOf, textOrNull } from '../new-asset.ts';
import { AssetDetail, Exactly, OrNull, Uuid } from '../schema.ts';
import { defineTool, idArgument } from '../tool.ts';

const NotEmpty = Type.String({ minLength: 1 });
const Text = Type.Optional(OrNull(Type.String()));

export const uploadAsset = defineTool({
  name: 'upload_asset',
  title: 'Upload Asset',
  description:
    'Adds a picture. contentBase64: its bytes in base64; they must be what contentType says (image/jpeg, image/png, ' +
    'image/webp or image/gif). description and altText: at most 1000 characters each. It is public, so anybody with ' +
    'the link can load it, unless isPublic is false. commitMessage: for storage that keeps a history.',
  permission: 'assets.create',
  inputSchema: Exactly({
    fileName: NotEmpty,
    contentType: NotEmpty,
    contentBase64: Type.String({ minLength: 1, contentEncoding: 'base64' }),
    description: Text,
    altText: Text,
    commitMessage: Text,
    isPublic: Type.Optional(Type.Boolean()),
    storageProviderProfileId: Type.Optional(OrNull(Uuid)),
  }),
  outputSchema: AssetDetail,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  argumentCodes: {
    fileName: 'asset_filename_invalid',
    contentType: 'asset_content_type_missing',
    contentBase64: 'asset_file_required',
  },
  async handle({ assets, grant, linkBase }, args) {
    const { fileName, contentType, contentBase64, storageProviderProfileId: profileId } = args;
    if (contentType.trim() === '') throw blank('asset_content_type_missing', 'contentType');
    if (contentBase64.trim() === '') throw blank('asset_file_required', 'contentBase64');
    const asset = {
      ...newAssetOf(fileName, args),
      storageProfileId: profileId?.trim() ? idArgument<StorageProfileId>(profileId, 'storageProviderProfileId') : null,
      commitMessage: textOrNull(args.commitMessage),
    };
    await assets.check(grant, asset);
    const chunks = decodeBase64(contentBase64);
    const stored = await assets.store(grant, { name: fileName, contentType, chunks, known: asset });
    return assets.create(grant, stored, asset, linkBase);
  },
});

const blank = (code: 'asset_content_type_missing' | 'asset_file_required', name: string): AppError =>
  new AppError(code, `The argument ${name} must not be empty.`);
