import type { Sharp } from 'sharp';
import { AppError } from '../core/errors.ts';
import { hasFullColour, hasOptimisedCoding, isAnimated, makingBytes } from './cost.ts';
import type { ImageFacts } from './facts.ts';
import { decode, type Imaging, type Picture, shownSize } from './picture.ts';
import { withSharp } from './sharp.ts';
import { AVIF, GIF, JPEG, PNG, type StoredType, TIFF, WEBP } from './types.ts';

/** A picture that was written to a file. Its width and height are those in the file. */
export interface MadeFile extends ImageFacts {
  readonly path: string;
  readonly type: StoredType;
  /** Bytes. */
  readonly size: number;
}

/** Most pixels on a side that a format can say or its encoder takes. */
const MAX_SIDE = new Map<StoredType, number>([
  [JPEG, 65_535],
  [WEBP, 16_383],
  [GIF, 65_535],
  [AVIF, 16_384],
]);

export interface Making {
  readonly target: StoredType;
  /** 1 to 100; only JPEG, WebP and AVIF heed it. */
  readonly quality: number;
  /** Where the file is written. */
  readonly output: string;
  /** Changes the picture on its way. */
  readonly change?: (image: Sharp) => Sharp;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a picture in full size in some format: upright, without metadata, with its colour profile where the format
 * knows profiles (GIF does not: sRGB), with all frames where both formats have frames.
 * @throws AppError `format_convert_dimensions_too_large`, `asset_memory_exceeded` and those of `withSharp`
 */
export async function makeFile(imaging: Imaging, picture: Picture, making: Making): Promise<MadeFile> {
  const { target, quality, output, change, signal } = making;
  const { width, height } = shownSize(picture);
  const maxSide = MAX_SIDE.get(target);
  if (maxSide && Math.max(width, height) > maxSide) {
    throw new AppError(
      'format_convert_dimensions_too_large',
      `The picture has ${width} × ${height} pixels; ${target.contentType} allows ${maxSide} on each side.`,
    );
  }
  const animated = isAnimated(picture, target);
  return imaging.memory.use(
    makingBytes(picture, target, quality),
    () =>
      withSharp(async (sharp) => {
        const colours = target === GIF ? 'srgb' : 'kept';
        const image = decode(sharp, imaging, picture, { colours, deep: target === PNG || target === TIFF, animated });
        const info = await encode(change?.(image) ?? image, target, quality, width * height).toFile(output);
        return {
          path: output,
          type: target,
          size: info.size,
          width: info.width,
          height: info.pageHeight ?? info.height,
          frames: info.pages ?? 1,
        };
      }),
    signal,
  );
}

function encode(image: Sharp, target: StoredType, quality: number, pixels: number): Sharp {
  const chromaSubsampling = hasFullColour(quality) ? '4:4:4' : '4:2:0';
  switch (target) {
    case JPEG:
      return image
        .flatten({ background: '#ffffff' })
        .jpeg({ quality, chromaSubsampling, optimiseCoding: hasOptimisedCoding(pixels) });
    case PNG:
      return image.png({ adaptiveFiltering: true });
    case WEBP:
      return image.webp({ quality, effort: 3, smartSubsample: hasFullColour(quality) });
    case GIF:
      // From 4 on it takes twice the time for some percent less.
      return image.gif({ effort: 3 });
    case AVIF:
      // About half a second a megapixel; the next step takes more than twice that.
      return image.avif({ quality, effort: 1, chromaSubsampling });
    case TIFF:
      return image.tiff({ compression: 'deflate', predictor: 'horizontal' });
    default:
      throw new Error(`No encoder for ${target.contentType}.`);
  }
}
