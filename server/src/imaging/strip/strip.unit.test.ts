import sharp from 'sharp';
import { expect, test } from 'vitest';
import { gif, jpeg, manyImages, png, webp } from '../../../test/images.ts';
import {
  CANARY,
  exifBlock,
  jpegMetadata,
  pngMetadata,
  readMetadata,
  riffChunk,
  segment,
  withGifMetadata,
  withPngChunks,
  withSegments,
  withWebpMetadata,
} from '../../../test/metadata.ts';
import { type Cursor, type Parser, runParser, UnexpectedEnd } from '../byte-reader.ts';
import { MalformedImage } from '../facts.ts';
import { GIF, type ImageType, JPEG, PNG, WEBP } from '../types.ts';
import { carryOut, collectEdits, type StripPlan } from './edits.ts';
import { planGif } from './gif.ts';
import { planJpeg } from './jpeg.ts';
import { planPng } from './png.ts';
import { planWebp } from './webp.ts';

const PLANS = new Map<ImageType, (cursor: Cursor) => Parser<StripPlan>>([
  [JPEG, planJpeg],
  [PNG, planPng],
  [WEBP, planWebp],
  [GIF, planGif],
]);

/** What is left of a file that was read in chunks of this size. */
async function strip(type: ImageType, bytes: Buffer, size = bytes.length): Promise<Buffer> {
  const planner = PLANS.get(type);
  if (!planner) throw new Error('No plan.');
  const cursor = { offset: 0 };
  const run = runParser(planner(cursor), cursor);
  for (let at = 0; at < bytes.length; at += size) run.push(bytes.subarray(at, at + size));
  async function* read(start: number, end: number) {
    yield bytes.subarray(start, end);
  }
  const left: Buffer[] = [];
  for await (const part of carryOut(run.end(), read)) left.push(part);
  return Buffer.concat(left);
}

const pixels = (bytes: Buffer): Promise<Buffer> => sharp(bytes, { animated: true }).ensureAlpha().raw().toBuffer();
const SIZE = { width: 8, height: 6 };

const images = await manyImages();

test.each(images)('$name: is the same without metadata, whatever is put into it', async (image) => {
  const { type, bytes, width, height } = image;
  const clean = await strip(type, bytes);
  const full = {
    'image/jpeg': () => withSegments(bytes, jpegMetadata()),
    'image/png': () => withPngChunks(bytes, pngMetadata()),
    'image/webp': () => withWebpMetadata(bytes, { width, height }),
    'image/gif': () => withGifMetadata(bytes),
  }[type.contentType]();
  expect(full.includes(CANARY)).toBe(true);
  const behind = Buffer.concat([full, Buffer.from(`more ${CANARY}`)]);
  for (const size of [1, 2, 7, 64, behind.length]) {
    const stripped = await strip(type, behind, size);
    expect(stripped.includes(CANARY), `chunks of ${size}`).toBe(false);
    // VP8X was added for the metadata and stays; nothing else may differ.
    if (type !== WEBP) expect(stripped.equals(clean), `chunks of ${size}`).toBe(true);
  }
  const stripped = await strip(type, behind);
  expect(readMetadata(stripped)).toEqual({ gps: false, orientation: 1, kinds: [] });
  expect(await pixels(stripped)).toEqual(await pixels(bytes));
  expect(await strip(type, stripped)).toEqual(stripped);
});

test.each(images)('$name: a file that is cut off is no picture', async ({ type, bytes }) => {
  for (const length of [0, 3, 20, bytes.length >> 1, bytes.length - 1]) {
    const error = await strip(type, bytes.subarray(0, length)).catch((thrown: unknown) => thrown);
    expect(error instanceof MalformedImage || error instanceof UnexpectedEnd, `${length} bytes`).toBe(true);
  }
});

test.each([2, 3, 4, 5, 6, 7, 8])('orientation %i stays, alone', async (orientation) => {
  const made: [ImageType, Buffer][] = [
    [JPEG, withSegments(await jpeg(), jpegMetadata(orientation))],
    [PNG, withPngChunks(await png(), pngMetadata(orientation))],
    [WEBP, withWebpMetadata(await webp(), SIZE, orientation)],
  ];
  for (const [type, bytes] of made) {
    const stripped = await strip(type, bytes, 5);
    expect(readMetadata(stripped), type.contentType).toEqual({ gps: false, orientation, kinds: ['exif'] });
    expect((await sharp(stripped).metadata()).orientation).toBe(orientation);
    expect(stripped.includes(CANARY)).toBe(false);
    expect(await strip(type, stripped), 'twice is once').toEqual(stripped);
  }
});

test('of two Exif segments the first one counts', async () => {
  const two = [6, 3].map((orientation) => segment(0xe1, 'Exif\0\0', exifBlock(orientation)));
  const stripped = await strip(JPEG, withSegments(await jpeg(), two));
  expect(readMetadata(stripped)).toEqual({ gps: false, orientation: 6, kinds: ['exif'] });
});

test('colour profiles stay', async () => {
  const profiled = sharp(await png()).withIccProfile('p3');
  for (const [type, bytes] of [
    [JPEG, await profiled.clone().jpeg().toBuffer()],
    [PNG, await profiled.clone().png().toBuffer()],
    [WEBP, await profiled.clone().webp().toBuffer()],
  ] as const) {
    const { icc } = await sharp(bytes).metadata();
    const stripped = await strip(type, bytes);
    expect((await sharp(stripped).metadata()).icc, type.contentType).toEqual(icc);
  }
});

test('JPEG: how colours are coded stays, thumbnails and scans’ comments go', async () => {
  const cmyk = await sharp(await png())
    .toColourspace('cmyk')
    .jpeg()
    .toBuffer();
  expect(await strip(JPEG, cmyk)).toEqual(cmyk);

  const header = ['JFIF\0\x01\x01\0\0\x01\0\x01'] as const;
  const thumbnail = segment(0xe0, ...header, Buffer.from([2, 2]), CANARY.padEnd(12));
  const none = segment(0xe0, ...header, Buffer.from([0, 0]));
  const bare = await jpeg();
  expect(await strip(JPEG, withSegments(bare, [thumbnail]))).toEqual(withSegments(bare, [none]));
  expect(await strip(JPEG, withSegments(bare, [segment(0xe0, 'JFXX\0\x10', CANARY)]))).toEqual(bare);

  const progressive = await sharp(await png(64, 64))
    .jpeg({ progressive: true })
    .toBuffer();
  const secondScan = progressive.indexOf(Buffer.from([0xff, 0xda]), progressive.indexOf(Buffer.from([0xff, 0xda])) + 2);
  const table = progressive.lastIndexOf(Buffer.from([0xff, 0xc4]), secondScan);
  const comment = segment(0xfe, CANARY);
  const between = Buffer.concat([progressive.subarray(0, table), comment, progressive.subarray(table)]);
  expect(await strip(JPEG, between)).toEqual(progressive);
});

test('PNG: what decides about the picture and is not known is refused', async () => {
  const bytes = await png();
  const unknown = withPngChunks(bytes, [Buffer.from('00000000436742494a2b0e3a', 'hex')]);
  await expect(strip(PNG, unknown)).rejects.toThrow(MalformedImage);
});

test('WebP: the header tells what is there', async () => {
  const bytes = withWebpMetadata(await webp(), SIZE, 6);
  const turned = await strip(WEBP, bytes);
  expect(turned.readUInt32LE(4)).toBe(turned.length - 8);
  expect((turned[20] ?? 0) & 0x0c).toBe(0x08);
  const upright = await strip(WEBP, withWebpMetadata(await webp(), SIZE, 1));
  expect(upright.readUInt32LE(4)).toBe(upright.length - 8);
  expect((upright[20] ?? 0) & 0x0c).toBe(0);
  // Without VP8X no reader looks for EXIF.
  const bare = await webp();
  const stray = riffChunk('RIFF', Buffer.concat([bare.subarray(8), riffChunk('EXIF', exifBlock(6))]));
  expect(await strip(WEBP, stray)).toEqual(bare);
});

test('GIF: how often it repeats stays', async () => {
  const bytes = await sharp(await gif(8, 6, 3), { animated: true })
    .gif({ loop: 5, delay: [70, 80, 90] })
    .toBuffer();
  const stripped = await strip(GIF, withGifMetadata(bytes));
  expect(await sharp(stripped, { animated: true }).metadata()).toMatchObject({ loop: 5, delay: [70, 80, 90] });
  expect(stripped).toEqual(bytes);
});

test('a file of nothing but crumbs is refused before it fills the memory', () => {
  const edits = collectEdits();
  const crumble = () => {
    for (let at = 0; at < 1e6; at += 1) edits.cut(at * 2, at * 2 + 1);
  };
  expect(crumble).toThrow(MalformedImage);
  const adjoining = collectEdits();
  for (let at = 0; at < 1e6; at += 1) adjoining.cut(at, at + 1);
  expect(adjoining.plan(1e6).edits).toHaveLength(1);
});
