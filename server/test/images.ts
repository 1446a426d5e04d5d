import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { GIF, type ImageType, JPEG, PNG, WEBP } from '../src/imaging/types.ts';

/** A real file of a type, with what it is known to hold. */
export interface TestImage {
  readonly name: string;
  readonly type: ImageType;
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

/** Noise that is the same on every run: it neither compresses away nor looks like structure. */
export function noise(bytes: number, seed = 1): Buffer {
  const result = Buffer.alloc(bytes);
  let state = seed;
  for (let index = 0; index < bytes; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    result[index] = state >>> 24;
  }
  return result;
}

const still = (width: number, height: number, seed?: number) =>
  sharp(noise(width * height * 3, seed), { raw: { width, height, channels: 3 } });

/** `frames` frames on top of each other, as sharp wants an animation. */
const animation = (width: number, height: number, frames: number) =>
  sharp(noise(width * height * 4 * frames), {
    raw: { width, height: height * frames, channels: 4, pageHeight: height },
  });

export const png = (width = 8, height = 6, seed?: number): Promise<Buffer> =>
  still(width, height, seed).png().toBuffer();
export const jpeg = (width = 8, height = 6, seed?: number): Promise<Buffer> =>
  still(width, height, seed).jpeg().toBuffer();
export const gif = (width = 8, height = 6, frames = 1): Promise<Buffer> =>
  animation(width, height, frames).gif().toBuffer();
export const webp = (width = 8, height = 6): Promise<Buffer> => still(width, height).webp().toBuffer();

/** One of every form of file that encoders make. */
export async function manyImages(): Promise<TestImage[]> {
  const [width, height] = [21, 13];
  const picture = () => still(width, height);
  const noted = () => picture().withExif({ IFD0: { Artist: 'Mika' } });
  const made: readonly [name: string, type: ImageType, frames: number, bytes: Promise<Buffer>][] = [
    ['PNG', PNG, 1, picture().png().toBuffer()],
    ['PNG, interlaced', PNG, 1, picture().png({ progressive: true }).toBuffer()],
    ['PNG, palette', PNG, 1, picture().png({ palette: true }).toBuffer()],
    [
      'PNG, animated',
      PNG,
      3,
      picture()
        .png()
        .toBuffer()
        .then((bytes) => animatedPng(bytes, 3)),
    ],
    ['JPEG', JPEG, 1, picture().jpeg().toBuffer()],
    ['JPEG, progressive', JPEG, 1, picture().jpeg({ progressive: true }).toBuffer()],
    ['JPEG with EXIF', JPEG, 1, noted().jpeg().toBuffer()],
    ['GIF', GIF, 1, gif(width, height)],
    ['GIF, animated', GIF, 3, gif(width, height, 3)],
    ['WebP, lossy', WEBP, 1, picture().webp().toBuffer()],
    ['WebP, lossless', WEBP, 1, picture().webp({ lossless: true }).toBuffer()],
    ['WebP with EXIF', WEBP, 1, noted().webp().toBuffer()],
    ['WebP, animated', WEBP, 3, animation(width, height, 3).webp().toBuffer()],
  ];
  return Promise.all(
    made.map(async ([name, type, frames, bytes]) => ({ name, type, width, height, frames, bytes: await bytes })),
  );
}

const PNG_HEADER_BYTES = 33;

/** A chunk of a PNG file (PNG, third edition, §5.3). */
export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}

/** A PNG header that claims a size; by itself no picture. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', header)]);
}

/** `bytes` with the claim to be an animation. */
export function animatedPng(bytes: Buffer, frames: number): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames, 0);
  return Buffer.concat([
    bytes.subarray(0, PNG_HEADER_BYTES),
    pngChunk('acTL', control),
    bytes.subarray(PNG_HEADER_BYTES),
  ]);
}
