import { expect, test } from 'vitest';
import { animatedPng, gif, jpeg, noise, png, pngChunk, pngHeader } from '../../test/images.ts';
import { AppError } from '../core/errors.ts';
import { inspectImage } from './inspect.ts';
import { GIF, type ImageType, JPEG, PNG, WEBP } from './types.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
const riff = (...chunks: Buffer[]): Buffer => chunk('RIFF', Buffer.concat([latin('WEBP'), ...chunks]));
const canvas = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(10);
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return chunk('VP8X', data);
};
const lossy = (width: number, height: number): Buffer => {
  const data = Buffer.alloc(10);
  data.writeUIntBE(0x9d012a, 3, 3);
  data.writeUInt16LE(width, 6);
  data.writeUInt16LE(height, 8);
  return chunk('VP8 ', data);
};
/** SOI, a frame header of this size, a scan and EOI. */
const scan = (width: number, height: number): Buffer => {
  const frame = Buffer.from('ffd8ffc0000b08000000000101110000', 'hex').subarray(0, 15);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return Buffer.concat([frame, Buffer.from('ffda0008010100003f00aaff00bbffd9', 'hex')]);
};
const data = pngChunk('IDAT', noise(20));
const end = pngChunk('IEND', Buffer.alloc(0));
const hugeGif = Buffer.concat([await gif(1, 1)]);
hugeGif.writeUInt16LE(60_000, 6);
hugeGif.writeUInt16LE(60_000, 8);

const cases: readonly [name: string, type: ImageType, bytes: Buffer, result: string][] = [
  ['PNG of one pixel', PNG, Buffer.concat([pngHeader(1, 1), data, end]), '1x1'],
  ['PNG that claims 60,000 × 60,000', PNG, pngHeader(60_000, 60_000), 'asset_dimensions_too_large'],
  ['PNG that claims 2^32 − 1 twice', PNG, pngHeader(0xffffffff, 0xffffffff), 'asset_dimensions_too_large'],
  ['PNG without width', PNG, pngHeader(0, 5), 'asset_content_invalid'],
  ['PNG without height', PNG, pngHeader(5, 0), 'asset_content_invalid'],
  ['PNG without data', PNG, Buffer.concat([pngHeader(1, 1), end]), 'asset_content_invalid'],
  [
    'PNG whose end is not empty',
    PNG,
    Buffer.concat([pngHeader(1, 1), data, pngChunk('IEND', noise(3))]),
    'asset_content_invalid',
  ],
  ['PNG with noise for chunks', PNG, Buffer.concat([pngHeader(1, 1), noise(400)]), 'asset_content_invalid'],
  [
    'PNG signature and noise',
    PNG,
    Buffer.concat([pngHeader(1, 1).subarray(0, 8), noise(400)]),
    'asset_content_invalid',
  ],
  [
    'PNG with data before its header',
    PNG,
    Buffer.concat([pngHeader(1, 1).subarray(0, 8), data, end]),
    'asset_content_invalid',
  ],
  ['PNG that claims 2^32 − 1 frames', PNG, animatedPng(await png(), 0xffffffff), 'asset_frames_too_many'],
  ['PNG with too many pixels in all frames', PNG, animatedPng(await png(800, 600), 30), 'asset_dimensions_too_large'],
  ['JPEG of one pixel', JPEG, scan(1, 1), '1x1'],
  ['JPEG that claims 65,535 × 65,535', JPEG, scan(65_535, 65_535), 'asset_dimensions_too_large'],
  ['JPEG without height', JPEG, scan(5, 0), 'asset_content_invalid'],
  [
    'JPEG without a scan',
    JPEG,
    Buffer.concat([scan(1, 1).subarray(0, 15), latin('\xff\xd9')]),
    'asset_content_invalid',
  ],
  ['JPEG without a frame', JPEG, latin('\xff\xd8\xff\xd9'), 'asset_content_invalid'],
  ['JPEG with noise for segments', JPEG, Buffer.concat([latin('\xff\xd8\xff'), noise(400)]), 'asset_content_invalid'],
  ['JPEG with a segment shorter than its length', JPEG, latin('\xff\xd8\xff\xe0\x00\x01'), 'asset_content_invalid'],
  ['JPEG with a short frame header', JPEG, latin('\xff\xd8\xff\xc0\x00\x05abc'), 'asset_content_invalid'],
  [
    'JPEG inside a JPEG',
    JPEG,
    Buffer.concat([latin('\xff\xd8\xff\xe1\x02\x02'), noise(512), (await jpeg(9, 7)).subarray(2)]),
    '9x7',
  ],
  ['GIF that claims 60,000 × 60,000', GIF, hugeGif, 'asset_dimensions_too_large'],
  ['GIF without frames', GIF, latin('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), 'asset_content_invalid'],
  ['GIF without width', GIF, latin('GIF89a\x00\x00\x01\x00\x00\x00\x00;'), 'asset_content_invalid'],
  ['GIF of an unknown version', GIF, latin('GIF88a\x01\x00\x01\x00\x00\x00\x00;'), 'asset_content_invalid'],
  [
    'GIF with noise for blocks',
    GIF,
    Buffer.concat([latin('GIF89a\x01\x00\x01\x00\x00\x00\x00'), noise(90)]),
    'asset_content_invalid',
  ],
  [
    'GIF with a frame beyond its screen',
    GIF,
    latin('GIF89a\x01\x00\x01\x00\x00\x00\x00,\xff\xff\xff\xff\xff\xff\xff\xff\x00\x02\x00;'),
    'asset_dimensions_too_large',
  ],
  [
    'GIF with too many frames',
    GIF,
    Buffer.concat([
      latin('GIF89a\x01\x00\x01\x00\x00\x00\x00'),
      ...Array(101).fill(latin(',\0\0\0\0\x01\0\x01\0\0\x02\0')),
      latin(';'),
    ]),
    'asset_frames_too_many',
  ],
  ['WebP of one pixel', WEBP, riff(lossy(1, 1)), '1x1'],
  ['WebP whose canvas claims 2^24 × 2^24', WEBP, riff(canvas(2 ** 24, 2 ** 24)), 'asset_dimensions_too_large'],
  ['WebP that claims 16,383 × 16,383', WEBP, riff(lossy(16_383, 16_383)), 'asset_dimensions_too_large'],
  [
    'WebP whose picture is larger than its canvas',
    WEBP,
    riff(canvas(1, 1), lossy(16_383, 16_383)),
    'asset_content_invalid',
  ],
  ['WebP without width', WEBP, riff(lossy(0, 1)), 'asset_content_invalid'],
  ['WebP with a canvas alone', WEBP, riff(canvas(5, 5)), 'asset_content_invalid'],
  ['WebP of nothing', WEBP, riff(), 'asset_content_invalid'],
  ['WebP with a chunk beyond the file', WEBP, riff(latin('VP8 \xff\xff\xff\xff')), 'asset_content_invalid'],
  ['WebP with a chunk too short to be one', WEBP, riff(chunk('VP8 ', noise(3))), 'asset_content_invalid'],
  ['WebP with noise for a picture', WEBP, riff(chunk('VP8 ', noise(99))), 'asset_content_invalid'],
  ['WebP with noise for a lossless picture', WEBP, riff(chunk('VP8L', noise(99))), 'asset_content_invalid'],
];

test.each(cases)('%s', (_name, type, bytes, expected) => {
  for (const size of [1, 2, 3, 5, bytes.length]) {
    const inspect = () => {
      const inspection = inspectImage(type, { maxPixels: 1_000_000, maxFrames: 100 });
      for (let at = 0; at < bytes.length; at += size) inspection.push(bytes.subarray(at, at + size));
      const { width, height } = inspection.end();
      return `${width}x${height}`;
    };
    expect(codeOf(inspect), `chunks of ${size}`).toBe(expected);
  }
});

test('a refusal names the field and says what is allowed', () => {
  const inspection = inspectImage(PNG, { maxPixels: 1_000_000, maxFrames: 100 });
  expect(() => inspection.push(pngHeader(60_000, 60_000))).toThrow(
    expect.objectContaining({
      message: 'The picture has 60000 × 60000 pixels; at most 1000000 are allowed.',
      details: { field: 'file' },
      status: 400,
    }),
  );
});

function codeOf(task: () => string): string {
  try {
    return task();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
