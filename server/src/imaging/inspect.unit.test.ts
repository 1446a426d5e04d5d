import { expect, test } from 'vitest';
import { manyImages } from '../../test/images.ts';
import { AppError } from '../core/errors.ts';
import { type ImageLimits, inspectImage, sniffType } from './inspect.ts';
import { GIF, type ImageType, JPEG, PNG, WEBP } from './types.ts';

const LIMITS: ImageLimits = { maxPixels: 1_000_000, maxFrames: 100 };

const images = await manyImages();

/** Feeds `bytes` in chunks of `size`; gives the facts, or the code of the refusal. */
function inspect(type: ImageType, bytes: Buffer, size = bytes.length, limits = LIMITS) {
  try {
    const inspection = inspectImage(type, limits);
    for (let offset = 0; offset < bytes.length; offset += size) inspection.push(bytes.subarray(offset, offset + size));
    return inspection.end();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test.each(images)(
  '$name: known by its first bytes, and read alike in chunks of every size',
  ({ type, bytes, ...facts }) => {
    expect(sniffType(bytes)).toBe(type);
    const { width, height, frames } = facts;
    for (let size = 1; size <= bytes.length; size += 1) {
      expect(inspect(type, bytes, size), `chunks of ${size}`).toEqual({ width, height, frames });
    }
  },
);

test.each(images)('$name: refused when cut off anywhere', ({ type, bytes }) => {
  for (let length = 0; length < bytes.length; length += 1) {
    expect(inspect(type, bytes.subarray(0, length), 64), `${length} of ${bytes.length}`).toBe('asset_content_invalid');
  }
});

test.each(images)(
  '$name: what stands behind the picture is nothing to it',
  ({ type, bytes, width, height, frames }) => {
    const polyglot = Buffer.concat([bytes, Buffer.from('PK\x03\x04<script>alert(1)</script>')]);
    for (const size of [1, 7, polyglot.length])
      expect(inspect(type, polyglot, size)).toEqual({ width, height, frames });
  },
);

test.each(images)('$name: is no picture of another type', ({ type, bytes }) => {
  for (const other of [PNG, JPEG, GIF, WEBP]) {
    if (other !== type) expect(inspect(other, bytes)).toBe('asset_content_invalid');
  }
});

test.each(images)('$name: limits count to the last pixel and frame', ({ type, bytes, width, height, frames }) => {
  const maxPixels = width * height;
  expect(inspect(type, bytes, 1, { maxPixels, maxFrames: frames })).toEqual({ width, height, frames });
  expect(inspect(type, bytes, 1, { maxPixels: maxPixels - 1, maxFrames: frames })).toBe('asset_dimensions_too_large');
  const tooFew = inspect(type, bytes, 1, { maxPixels, maxFrames: frames - 1 });
  expect(tooFew).toBe('asset_frames_too_many');
});

test.each(images)('$name: any single byte may be wrong; nothing but a refusal comes of it', ({ type, bytes }) => {
  for (let at = 0; at < bytes.length; at += 1) {
    for (const value of [0x00, 0xff, (bytes[at] ?? 0) ^ 0x80]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = value;
      const result = inspect(type, damaged, 16);
      if (typeof result === 'string') {
        expect(['asset_content_invalid', 'asset_dimensions_too_large', 'asset_frames_too_many']).toContain(result);
      } else {
        expect(result.width * result.height).toBeGreaterThan(0);
        expect(result.width * result.height).toBeLessThanOrEqual(LIMITS.maxPixels);
      }
    }
  }
});

test('refuses an outsized picture as soon as its size is known', () => {
  for (const { type, bytes, name } of images) {
    const inspection = inspectImage(type, { maxPixels: 1, maxFrames: 1 });
    let taken = 0;
    const feed = () => {
      for (taken = 0; taken < bytes.length; taken += 1) inspection.push(bytes.subarray(taken, taken + 1));
    };
    expect(feed, name).toThrow(AppError);
    expect(taken, name).toBeLessThan(bytes.length / 2);
  }
});

test.each([
  ['nothing', ''],
  ['text', 'hello world, this is not a picture'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['HTML', '<!doctype html><title>x</title>'],
  ['BMP', 'BM\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'],
  ['another RIFF', 'RIFF\x24\x00\x00\x00WAVEfmt '],
  ['AVIF', '\x00\x00\x00\x20ftypavif\x00\x00\x00\x00'],
  ['half a signature', '\x89P'],
])('knows no picture in %s', (_name, text) => {
  expect(sniffType(Buffer.from(text, 'latin1'))).toBeUndefined();
});
