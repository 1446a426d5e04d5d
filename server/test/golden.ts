import { createDeflate } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { GIF, type ImageType, JPEG, PNG, WEBP } from '../src/imaging/types.ts';
import { noise, pngChunk, pngHeader } from './images.ts';
import {
  jpegMetadata,
  pngMetadata,
  withGifMetadata,
  withPngChunks,
  withSegments,
  withWebpMetadata,
} from './metadata.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** Upper left, upper right, lower left, lower right. */
export type Corners = readonly [Rgb, Rgb, Rgb, Rgb];

const RED: Rgb = [220, 40, 40];
const GREEN: Rgb = [40, 180, 60];
const BLUE: Rgb = [40, 60, 200];
const YELLOW: Rgb = [230, 210, 50];
const CORNERS: Corners = [RED, GREEN, BLUE, YELLOW];
/** Colours that can be printed. */
const DULL: Corners = [
  [180, 120, 110],
  [110, 150, 120],
  [100, 110, 150],
  [200, 190, 140],
];

/** A picture that decoders and people get wrong, with what it shows. */
export interface GoldenPicture {
  readonly name: string;
  readonly type: ImageType;
  readonly bytes: Buffer;
  /** As it is shown. */
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** As it is shown, in sRGB; of an animation in the first frame. */
  readonly corners: Corners;
  /** The code with which it is refused. */
  readonly refused?: string;
  /** What an independent reader finds in it. */
  readonly hasGps?: boolean;
}

const WIDTH = 320;
const HEIGHT = 200;

/** Four fields of one colour each. */
function fields(width: number, height: number, corners: Corners): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      pixels.set(corners[(y * 2 < height ? 0 : 2) + (x * 2 < width ? 0 : 1)] ?? RED, (y * width + x) * 3);
    }
  }
  return pixels;
}

const raw = (pixels: Buffer, width: number, height: number): Sharp =>
  sharp(pixels, { raw: { width, height, channels: 3 } });

const upright = (): Sharp => raw(fields(WIDTH, HEIGHT, CORNERS), WIDTH, HEIGHT);
const dull = (): Sharp => raw(fields(WIDTH, HEIGHT, DULL), WIDTH, HEIGHT);

/** Where a pixel of the picture as shown is stored (Exif 2.32 §4.6.4). */
function storedAt(orientation: number, x: number, y: number): readonly [x: number, y: number] {
  const right = WIDTH - 1 - x;
  const below = HEIGHT - 1 - y;
  switch (orientation) {
    case 2:
      return [right, y];
    case 3:
      return [right, below];
    case 4:
      return [x, below];
    case 5:
      return [y, x];
    case 6:
      return [y, right];
    case 7:
      return [below, right];
    case 8:
      return [below, x];
    default:
      return [x, y];
  }
}

/** The four fields, stored so that this orientation sets them right. */
function turned(orientation: number): Sharp {
  const shown = fields(WIDTH, HEIGHT, CORNERS);
  const [width, height] = orientation >= 5 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
  const stored = Buffer.alloc(shown.length);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const [toX, toY] = storedAt(orientation, x, y);
      shown.copy(stored, (toY * width + toX) * 3, (y * WIDTH + x) * 3, (y * WIDTH + x) * 3 + 3);
    }
  }
  return raw(stored, width, height);
}

/** What the frame of that number of an animation shows: in each the colours move on by one field. */
export function turnedRound(corners: Corners, frame: number): Corners {
  const at = (index: number): Rgb => corners[(index + frame) % 4] ?? RED;
  return [at(0), at(1), at(2), at(3)];
}

function animation(frames: number): Sharp {
  const rounds = Array.from({ length: frames }, (_, frame) => fields(WIDTH, HEIGHT, turnedRound(CORNERS, frame)));
  return sharp(Buffer.concat(rounds), {
    raw: { width: WIDTH, height: HEIGHT * frames, channels: 3, pageHeight: HEIGHT },
  });
}

/** A PNG of one bit a pixel, all black, which unpacks to more than 100 MB and is a hundred KB. */
async function bomb(side: number): Promise<Buffer> {
  const header = Buffer.from(pngHeader(side, side).subarray(16, 29));
  header.set([1, 0, 0, 0, 0], 8);
  const deflate = createDeflate({ level: 9 });
  const row = Buffer.alloc(1 + Math.ceil(side / 8));
  const packed: Buffer[] = [];
  deflate.on('data', (chunk: Buffer) => packed.push(chunk));
  const done = new Promise((resolve) => deflate.on('end', resolve));
  for (let y = 0; y < side; y += 100) deflate.write(Buffer.concat(Array(Math.min(100, side - y)).fill(row)));
  deflate.end();
  await done;
  return Buffer.concat([
    pngHeader(1, 1).subarray(0, 8),
    pngChunk('IHDR', header),
    pngChunk('IDAT', Buffer.concat(packed)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

const QUALITY = { quality: 95, chromaSubsampling: '4:4:4' } as const;

/** JPEG with every kind of metadata, and a second picture behind its end. */
async function everything(orientation: number): Promise<Buffer> {
  const first = withSegments(await turned(orientation).jpeg(QUALITY).toBuffer(), jpegMetadata(orientation));
  const second = withSegments(await turned(1).jpeg(QUALITY).toBuffer(), jpegMetadata());
  return Buffer.concat([first, second]);
}

/** Every picture that the program has to cope with, made from nothing. */
export async function goldenPictures(): Promise<GoldenPicture[]> {
  const size = { width: WIDTH, height: HEIGHT };
  const usual = { ...size, frames: 1, corners: CORNERS };
  const orientations = [1, 2, 3, 4, 5, 6, 7, 8];
  const cut = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));
  const rough = raw(noise(WIDTH * HEIGHT * 3), WIDTH, HEIGHT);
  const damaged = { ...usual, refused: 'asset_content_invalid' };
  const located = { ...usual, hasGps: true };

  const pictures: Omit<GoldenPicture, 'bytes'>[] = [];
  const files: Promise<Buffer>[] = [];
  const add = (picture: Omit<GoldenPicture, 'bytes'>, bytes: Promise<Buffer>): void => {
    pictures.push(picture);
    files.push(bytes);
  };
  for (const orientation of orientations) {
    add({ name: `JPEG, orientation ${orientation}, GPS`, type: JPEG, ...located }, everything(orientation));
  }
  const inGoodQuality = () => upright().jpeg(QUALITY).toBuffer();
  const [exif, xmp] = jpegMetadata();
  for (const [name, segments] of [
    ['JPEG, GPS in EXIF alone', [exif]],
    ['JPEG, GPS in XMP alone', [xmp]],
  ] as const) {
    const found = segments.filter((segment) => segment !== undefined);
    add(
      { name, type: JPEG, ...located },
      inGoodQuality().then((bytes) => withSegments(bytes, found)),
    );
  }
  const png = async (orientation: number) =>
    withPngChunks(await turned(orientation).png().toBuffer(), pngMetadata(orientation));
  const webp = async (orientation: number) =>
    withWebpMetadata(
      await turned(orientation).webp({ quality: 95 }).toBuffer(),
      orientation >= 5 ? { width: HEIGHT, height: WIDTH } : size,
      orientation,
    );
  add({ name: 'PNG, orientation 6, GPS', type: PNG, ...located }, png(6));
  add({ name: 'WebP, orientation 8, GPS', type: WEBP, ...located }, webp(8));
  add({ name: 'GIF, GPS', type: GIF, ...usual }, upright().gif().toBuffer().then(withGifMetadata));
  add(
    { name: 'GIF, animated', type: GIF, ...usual, frames: 4 },
    animation(4)
      .gif({ delay: [100, 200, 300, 400], loop: 3 })
      .toBuffer(),
  );
  add(
    { name: 'WebP, animated, GPS', type: WEBP, ...located, frames: 4 },
    animation(4)
      .webp({ quality: 95, delay: [100, 200, 300, 400], loop: 3 })
      .toBuffer()
      .then((bytes) => withWebpMetadata(bytes, size)),
  );
  add(
    { name: 'JPEG, grey', type: JPEG, ...usual, corners: grey(CORNERS) },
    upright().greyscale().jpeg(QUALITY).toBuffer(),
  );
  add(
    { name: 'JPEG, CMYK with profile', type: JPEG, ...usual, corners: DULL },
    dull().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer(),
  );
  add(
    { name: 'JPEG, CMYK', type: JPEG, ...usual, corners: DULL },
    dull().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
  );
  add({ name: 'PNG, 16 bits', type: PNG, ...usual }, upright().toColourspace('rgb16').png().toBuffer());
  add({ name: 'JPEG, Display P3', type: JPEG, ...usual }, upright().withIccProfile('p3').jpeg(QUALITY).toBuffer());
  add(
    { name: 'PNG, 16 bits, Display P3', type: PNG, ...usual },
    upright()
      .withIccProfile('p3')
      .png()
      .toBuffer()
      .then((bytes) => sharp(bytes).keepIccProfile().toColourspace('rgb16').png().toBuffer()),
  );
  add({ name: 'JPEG, cut off', type: JPEG, ...damaged }, rough.clone().jpeg().toBuffer().then(cut));
  add({ name: 'PNG, cut off', type: PNG, ...damaged }, rough.clone().png().toBuffer().then(cut));
  add({ name: 'WebP, cut off', type: WEBP, ...damaged }, rough.clone().webp().toBuffer().then(cut));
  add({ name: 'GIF, cut off', type: GIF, ...damaged }, rough.clone().gif().toBuffer().then(cut));
  add(
    {
      ...usual,
      name: 'PNG, 30,000 × 30,000',
      type: PNG,
      width: 30_000,
      height: 30_000,
      refused: 'asset_dimensions_too_large',
    },
    bomb(30_000),
  );
  const bytes = await Promise.all(files);
  return pictures.map((picture, index) => ({ ...picture, bytes: bytes[index] ?? Buffer.alloc(0) }));
}

/** Luma as sharp computes it. */
function grey(corners: Corners): Corners {
  const of = ([red, green, blue]: Rgb): Rgb => {
    const linear = (value: number) => (value / 255) ** 2.2;
    const light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    const value = Math.round(255 * light ** (1 / 2.2));
    return [value, value, value];
  };
  const [a, b, c, d] = corners;
  return [of(a), of(b), of(c), of(d)];
}

/** The colours in the middle of the four fields, in sRGB. */
export async function cornersOf(bytes: Buffer, frame = 0): Promise<Corners> {
  const image = sharp(bytes, { page: frame }).flatten({ background: '#ffffff' });
  // 16 bits with a profile are otherwise left in another colour space than 8.
  if ((await image.metadata()).hasProfile) image.withIccProfile('srgb');
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): Rgb => {
    const start = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
    const [red = 0, green = 0, blue = 0] = data.subarray(start, start + 3);
    return [red, green, blue];
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
}

/** The largest difference of any channel of any corner. */
export const distance = (a: Corners, b: Corners): number =>
  Math.max(
    ...a.flatMap((colour, corner) => colour.map((value, channel) => Math.abs(value - (b[corner]?.[channel] ?? 0)))),
  );
