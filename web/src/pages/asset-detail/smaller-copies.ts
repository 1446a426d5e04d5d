import type { Asset } from '@nekohub/client';
import { mayMove } from '../../pictures/may-move.ts';

/** The public WebP copies of a picture by width, each width once; none of a picture that may move. */
export const smallerCopies = ({ contentType, derivatives }: Pick<Asset, 'contentType' | 'derivatives'>) => {
  if (mayMove(contentType)) return [];
  const byWidth = new Map<number, string>();
  for (const { contentType: type, publicUrl, width } of derivatives) {
    if (type === 'image/webp' && publicUrl !== null && width !== null) byWidth.set(width, publicUrl);
  }
  return [...byWidth].map(([width, url]) => ({ url, width })).toSorted((a, b) => a.width - b.width);
};
