import type { PublicAssetListItem } from '@nekohub/client';
import { mayMove } from './may-move.ts';
import type { Preview } from './sizes.ts';

type Sized = Pick<PublicAssetListItem, 'contentType' | 'width' | 'height' | 'previews' | 'publicUrl'>;

/** The copies of a picture and the picture itself, for where it is shown alone. Undefined: only the picture itself will do. */
export const fullSizesOf = ({ contentType, width, height, previews, publicUrl }: Sized): Preview[] | undefined => {
  if (publicUrl === null || width === null || height === null || previews.length === 0) return undefined;
  if (mayMove(contentType)) return undefined;
  return [...previews.filter((preview) => preview.width < width), { url: publicUrl, width, height }];
};
