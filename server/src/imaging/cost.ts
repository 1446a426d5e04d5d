import { canAnimate, type Picture } from './picture.ts';
import { AVIF, GIF, JPEG, PNG, type StoredType, WEBP } from './types.ts';

// How much memory work on a picture takes at a time, in bytes, as measured with libvips 8.18.

/** Buffers of a pipeline whatever the size of the picture. */
const PIPELINE_BYTES = 24 * 1024 * 1024;
/** Where rows simply pass through, so many of them are held. */
const ROWS = 1600;

/** Decoding the picture, or the first frame of an animation, and making it smaller. */
export function decodingBytes(picture: Picture): number {
  const { width, height, channels, bytesPerSample } = picture;
  const rows = width * Math.min(height, ROWS) * channels * bytesPerSample;
  return Math.ceil(PIPELINE_BYTES + rows + width * height * decoding(picture));
}

/** Decoding the picture and writing it in full size. */
export function makingBytes(picture: Picture, target: StoredType, quality: number): number {
  const { width, height, orientation, channels, bytesPerSample } = picture;
  const pixels = width * height;
  if (isAnimated(picture, target)) return Math.ceil(PIPELINE_BYTES + animating(picture, target));
  const turning = orientation === 1 ? 0 : channels * bytesPerSample;
  return Math.ceil(decodingBytes(picture) + pixels * (turning + writing(target, quality, pixels)));
}

/** Whether all frames of the picture get into a file of this type. */
export const isAnimated = (picture: Picture, target: StoredType): boolean =>
  picture.frames > 1 && canAnimate(picture.type) && canAnimate(target);

/** WebP holds all frames, on either side; GIF some copies of one. */
function animating({ type, width, height, frames }: Picture, target: StoredType): number {
  const pixels = width * height;
  return type === WEBP || target === WEBP ? 5.6 * pixels * frames + 20 * pixels : 40 * pixels;
}

/** A pixel. */
function decoding({ type, isProgressive, isSubsampled, channels, bytesPerSample }: Picture): number {
  switch (type) {
    case JPEG:
      // All coefficients, two bytes each.
      return isProgressive ? 2 * (isSubsampled && channels === 3 ? 1.6 : channels) : 0;
    case PNG:
      return isProgressive ? channels * bytesPerSample + 0.5 : 0;
    case WEBP:
    case GIF:
      return 4.6;
    case AVIF:
      return 8;
    default:
      return 0;
  }
}

/** A pixel. */
function writing(target: StoredType, quality: number, pixels: number): number {
  switch (target) {
    case JPEG:
      return hasOptimisedCoding(pixels) ? (hasFullColour(quality) ? 13 : 7) : 1;
    case WEBP:
      return 8;
    case GIF:
      return 15;
    case AVIF:
      return hasFullColour(quality) ? 38 : 24;
    default:
      return 1;
  }
}

/** From this quality on JPEG and AVIF keep colour at full size (4:4:4). */
export const hasFullColour = (quality: number): boolean => quality >= 90;

/** Up to this size a JPEG is made smaller by a second pass, for which all its coefficients are held. */
export const hasOptimisedCoding = (pixels: number): boolean => pixels <= 25_000_000;
