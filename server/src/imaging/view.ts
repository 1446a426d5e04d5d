import { AppError } from '../core/errors.ts';
import { decodingBytes } from './cost.ts';
import { decode, type Imaging, openPicture, shownSize } from './picture.ts';
import { fitted, pixels } from './pixels.ts';
import { withSharp } from './sharp.ts';
import { encodeWithin, type SmallFile } from './small-file.ts';

/** A part of a picture as it is shown, in shares of its width and height: 0 to 1. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ViewLimits {
  /** Pixels, of the longer side. */
  readonly maxSide: number;
  readonly maxBytes: number;
}

/**
 * A picture, or a part of it, for somebody to look at: upright, in sRGB, without metadata, of an animation the first
 * frame.
 * @throws AppError `request_invalid` for a part that is not within the picture, and as `openPreview`
 */
export async function viewPicture(
  imaging: Imaging,
  path: string,
  { maxSide, maxBytes }: ViewLimits,
  region: Region | undefined,
  signal?: AbortSignal,
): Promise<SmallFile> {
  const picture = await openPicture(imaging, path);
  const part = region && partOf(region, shownSize(picture));
  const decoded = await imaging.memory.use(
    decodingBytes(picture),
    () =>
      withSharp((sharp) => {
        const image = decode(sharp, imaging, picture, { colours: 'srgb' });
        return pixels(fitted(part ? image.extract(part) : image, maxSide));
      }),
    signal,
  );
  signal?.throwIfAborted();
  return withSharp((sharp) => encodeWithin(sharp, decoded, maxBytes));
}

/** In whole pixels, at least one. */
function partOf({ left, top, width, height }: Region, shown: { width: number; height: number }) {
  if (left + width > 1 + Number.EPSILON || top + height > 1 + Number.EPSILON) {
    throw new AppError('request_invalid', 'The region is not within the picture.', { field: 'region' });
  }
  const x = Math.min(Math.floor(left * shown.width), shown.width - 1);
  const y = Math.min(Math.floor(top * shown.height), shown.height - 1);
  return {
    left: x,
    top: y,
    width: Math.min(Math.max(1, Math.round(width * shown.width)), shown.width - x),
    height: Math.min(Math.max(1, Math.round(height * shown.height)), shown.height - y),
  };
}
