import { AppError } from '../core/errors.ts';
import { type Parser, runParser, UnexpectedEnd } from './byte-reader.ts';
import { type ImageFacts, MalformedImage, type OnFacts } from './facts.ts';
import { parseGif } from './gif.ts';
import { parseJpeg } from './jpeg.ts';
import { parsePng } from './png.ts';
import { GIF, type ImageType, JPEG, PNG, WEBP } from './types.ts';
import { parseWebp } from './webp.ts';

export interface ImageLimits {
  readonly maxPixels: number;
  readonly maxFrames: number;
}

/** An animation may have this many times the pixels of a still picture, all frames together. */
export const ANIMATION_FACTOR = 10;

/** Bytes that are enough for {@link sniffType}. */
export const SNIFF_BYTES = 12;

/** What kind of picture a file is, by its first bytes. */
export function sniffType(head: Buffer): ImageType | undefined {
  if (head.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return PNG;
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return JPEG;
  if (head.toString('latin1', 0, 4) === 'GIF8') return GIF;
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP') return WEBP;
  return undefined;
}

const PARSERS: Readonly<Record<ImageType['contentType'], (onFacts: OnFacts) => Parser<ImageFacts>>> = {
  'image/png': parsePng,
  'image/jpeg': parseJpeg,
  'image/gif': parseGif,
  'image/webp': parseWebp,
};

/** Checks a picture while it streams by. */
export interface Inspection {
  /** @throws AppError `asset_content_invalid`, `asset_dimensions_too_large` or `asset_frames_too_many` */
  push(chunk: Buffer): void;
  /** @throws AppError `asset_content_invalid` when the file is cut off */
  end(): ImageFacts;
}

/** Walks the structure of the file from its first byte to its end marker; nothing is decoded. */
export function inspectImage(type: ImageType, limits: ImageLimits): Inspection {
  const guarded = <T>(task: () => T): T => {
    try {
      return task();
    } catch (error) {
      if (error instanceof MalformedImage)
        throw new AppError('asset_content_invalid', `The file is not a valid ${type.contentType}.`, FILE);
      if (error instanceof UnexpectedEnd)
        throw new AppError('asset_content_invalid', 'The file is cut off before its end.', FILE);
      throw error;
    }
  };
  const run = guarded(() => runParser(PARSERS[type.contentType]((facts) => checkLimits(facts, limits))));
  return { push: (chunk) => guarded(() => run.push(chunk)), end: () => guarded(() => run.end()) };
}

const FILE = { field: 'file' };

/** @throws AppError `asset_dimensions_too_large` or `asset_frames_too_many` */
export function checkLimits({ width, height, frames }: ImageFacts, { maxPixels, maxFrames }: ImageLimits): void {
  if (width < 1 || height < 1) throw new MalformedImage('no pixels');
  if (frames > maxFrames) {
    throw new AppError('asset_frames_too_many', `The picture has more than ${maxFrames} frames.`, FILE);
  }
  const pixels = width * height;
  if (pixels > maxPixels) throw tooManyPixels(`${width} × ${height}`, maxPixels);
  if (pixels * frames > maxPixels * ANIMATION_FACTOR) {
    throw tooManyPixels(`${width} × ${height} × ${frames}`, maxPixels * ANIMATION_FACTOR);
  }
}

const tooManyPixels = (found: string, allowed: number): AppError =>
  new AppError('asset_dimensions_too_large', `The picture has ${found} pixels; at most ${allowed} are allowed.`, FILE);
