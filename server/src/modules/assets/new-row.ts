import { type AssetId, type JobId, newId } from '../../core/ids.ts';
import { searchTextOf } from '../../db/search-text.ts';
import { cleanFileName } from './file-name.ts';
import type { StoredImage } from './intake.ts';
import type { NewAsset } from './new-asset.ts';
import { objectOfImage } from './placing.ts';
import type { NewAssetRow, ProcessingRow } from './repo.ts';

/** The row of a stored picture. @throws AppError what is wrong with its file name */
export function newRow(image: StoredImage, asset: NewAsset, now: number): NewAssetRow {
  const fileName = cleanFileName(asset.fileName, 'file');
  return {
    id: newId<AssetId>(),
    type: 'image',
    status: 'ready',
    original_file_name: fileName,
    content_type: image.type.contentType,
    extension: image.type.extension,
    size: image.size,
    width: image.width,
    height: image.height,
    frames: image.frames,
    checksum_sha256: image.checksumSha256,
    ...objectOfImage(image),
    is_public: asset.isPublic ? 1 : 0,
    description: asset.description,
    alt_text: asset.altText,
    search_text: searchTextOf([fileName, asset.description, asset.altText]),
    created_at: now,
    updated_at: now,
  };
}

/** A job as it is before anybody takes it. */
export const queued = (id: JobId): ProcessingRow => ({
  id,
  status: 'queued',
  progress: 0,
  step: null,
  error_code: null,
  error_message: null,
});
