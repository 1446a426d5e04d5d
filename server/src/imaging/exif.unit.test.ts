import { expect, test } from 'vitest';
import { exifBlock } from '../../test/metadata.ts';
import { EXIF_SIGNATURE, orientationExif, readOrientation } from './exif.ts';

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

/** A little-endian directory of one entry. */
function little(tag: number, type: number, value: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0\x08\0\0\0\x01\0', 'latin1');
  tiff.writeUInt16LE(tag, 10);
  tiff.writeUInt16LE(type, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(value, 18);
  return tiff;
}

test.each(ORIENTATIONS)('finds orientation %i, whoever wrote it', (orientation) => {
  expect(readOrientation(exifBlock(orientation))).toBe(orientation);
  expect(readOrientation(Buffer.concat([EXIF_SIGNATURE, exifBlock(orientation)]))).toBe(orientation);
  expect(readOrientation(little(0x0112, 3, orientation))).toBe(orientation);
  expect(readOrientation(orientationExif(orientation))).toBe(orientation);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['noise', Buffer.from('what is this, no TIFF structure')],
  ['no such tag', little(0x0110, 3, 6)],
  ['another type', little(0x0112, 4, 6)],
  ['0', little(0x0112, 3, 0)],
  ['9', little(0x0112, 3, 9)],
  ['a directory beyond the end', Buffer.from('49492a00ffffffff0100', 'hex')],
  ['a directory that is cut off', little(0x0112, 3, 6).subarray(0, 15)],
])('%s means: as it is', (_name, exif) => {
  expect(readOrientation(exif)).toBe(1);
});

test('any byte of it may be wrong or missing', () => {
  const exif = exifBlock(6);
  for (let at = 0; at < exif.length; at += 1) {
    const damaged = Buffer.from(exif);
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    expect(ORIENTATIONS).toContain(readOrientation(damaged));
    expect(ORIENTATIONS).toContain(readOrientation(exif.subarray(0, at)));
  }
});
