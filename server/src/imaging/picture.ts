import { createReadStream } from 'node:fs';
import type { Metadata, Sharp } from 'sharp';
import { AppError } from '../core/errors.ts';
import { runParser } from './byte-reader.ts';
import type { ImageFacts } from './facts.ts';
import { ANIMATION_FACTOR, checkLimits, type ImageLimits } from './inspect.ts';
import type { MemoryBudget } from './memory-budget.ts';
import { walkPng } from './png.ts';
import { type SharpModule, withSharp } from './sharp.ts';
import { AVIF, GIF, JPEG, PNG, type StoredType, TIFF, WEBP } from './types.ts';

/** What all work on pictures goes by. */
export interface Imaging {
  readonly limits: ImageLimits;
  readonly memory: MemoryBudget;
  /** For one picture to be decoded and written. */
  readonly timeoutSeconds: number;
}

/** A file that holds a picture, as far as its headers tell. */
export interface Picture extends ImageFacts {
  readonly path: string;
  readonly type: StoredType;
  /** How it is to be turned, 1 to 8 (Exif); always 1 for an animation, whose frames nobody turns. */
  readonly orientation: number;
  readonly channels: number;
  readonly hasAlpha: boolean;
  readonly bytesPerSample: 1 | 2;
  readonly isRgb: boolean;
  readonly hasProfile: boolean;
  /** Interlaced or progressive: it has to be held as a whole to be decoded. */
  readonly isProgressive: boolean;
  /** Whether colour is stored at half the size (4:2:0). */
  readonly isSubsampled: boolean;
}

const TYPES: Readonly<Record<string, StoredType>> = {
  jpeg: JPEG,
  png: PNG,
  webp: WEBP,
  gif: GIF,
  tiff: TIFF,
  heif: AVIF,
};

/**
 * Reads the headers of a picture and holds them against the limits.
 * @throws AppError `asset_content_invalid`, `asset_dimensions_too_large` or `asset_frames_too_many`
 */
export async function openPicture({ limits }: Pick<Imaging, 'limits'>, path: string): Promise<Picture> {
  // Limits are checked below, where there are words for what is wrong.
  const metadata = await withSharp((sharp) => sharp(path, { limitInputPixels: false }).metadata());
  const type = TYPES[metadata.format];
  if (!type || (type === AVIF && metadata.compression !== 'av1')) {
    throw new AppError('asset_content_invalid', 'The file is not a picture of a known type.');
  }
  const frames = type === PNG ? await framesOfPng(path) : canAnimate(type) ? (metadata.pages ?? 1) : 1;
  const facts = { width: metadata.width, height: metadata.pageHeight ?? metadata.height, frames };
  checkLimits(facts, limits);
  return { ...facts, path, type, ...looks(metadata, frames) };
}

function looks(metadata: Metadata, frames: number) {
  return {
    orientation: frames > 1 ? 1 : (metadata.orientation ?? 1),
    channels: metadata.channels,
    hasAlpha: metadata.hasAlpha,
    bytesPerSample: metadata.depth === 'uchar' ? (1 as const) : (2 as const),
    isRgb: ['srgb', 'rgb', 'rgb16'].includes(metadata.space),
    hasProfile: metadata.hasProfile,
    isProgressive: metadata.isProgressive,
    isSubsampled: metadata.chromaSubsampling?.startsWith('4:2:0') ?? false,
  };
}

/** Whether a picture of this type may have several frames that can be read and written. */
export const canAnimate = (type: StoredType): boolean => type === GIF || type === WEBP;

/** sharp sees one frame in every PNG; acTL, which stands before the image data, tells how many there are. */
async function framesOfPng(path: string): Promise<number> {
  const found = { frames: 1, isDone: false };
  const run = runParser(
    walkPng(function* (type, bytes) {
      if (type === 'IDAT') found.isDone = true;
      if (type !== 'acTL' || bytes !== 8) return 0;
      found.frames = Math.max(1, (yield { take: 8 }).readUInt32BE(0));
      return 8;
    }),
  );
  for await (const chunk of createReadStream(path)) {
    run.push(chunk);
    if (found.isDone) break;
  }
  return found.frames;
}

export interface Decoding {
  /**
   * `srgb`: converted to sRGB. `kept`: as they are, with their profile; what is not RGB, CMYK for one, is converted to
   * sRGB all the same.
   */
  readonly colours: 'srgb' | 'kept';
  /** 16 bits stay 16 bits. */
  readonly deep?: boolean;
  /** All frames, below each other, instead of the first one. */
  readonly animated?: boolean;
}

/** The start of every pipeline: the picture turned as it is to be shown, without metadata, in known colours. */
export function decode(
  sharp: SharpModule,
  { limits, timeoutSeconds }: Imaging,
  picture: Picture,
  { colours, deep = false, animated = false }: Decoding,
): Sharp {
  const hasOwnColours = picture.isRgb && picture.hasProfile;
  const image = sharp(picture.path, {
    // Warnings are about things that every viewer forgives.
    failOn: 'error',
    limitInputPixels: limits.maxPixels * (animated ? ANIMATION_FACTOR : 1),
    pages: animated ? -1 : 1,
    autoOrient: picture.orientation !== 1,
    // Colours are converted at the end of the pipeline, where the picture is smaller.
    ignoreIcc: hasOwnColours,
  }).timeout({ seconds: timeoutSeconds });
  if (deep && picture.isRgb && picture.bytesPerSample === 2) image.toColourspace('rgb16');
  if (!hasOwnColours) return image;
  return colours === 'srgb' ? image.withIccProfile('srgb', { attach: false }) : image.keepIccProfile();
}

/** Width and height as the picture is shown. */
export const shownSize = ({ width, height, orientation }: Picture): { width: number; height: number } =>
  orientation >= 5 ? { width: height, height: width } : { width, height };
