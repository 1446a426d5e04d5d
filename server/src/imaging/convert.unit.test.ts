import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { animatedPng, gif, jpeg, noise, png, webp } from '../../test/images.ts';
import { codeOr, createTestWork, testImaging } from '../../test/imaging.ts';
import { type Conversion, convertPicture } from './convert.ts';
import { AVIF, GIF, JPEG, PNG, type StoredType, TIFF, WEBP } from './types.ts';

const TARGETS = [WEBP, AVIF, JPEG, PNG, GIF, TIFF];
const FORMATS = new Map<StoredType, string>([
  [AVIF, 'heif'],
  [JPEG, 'jpeg'],
  [PNG, 'png'],
  [WEBP, 'webp'],
  [GIF, 'gif'],
  [TIFF, 'tiff'],
]);

async function convert(bytes: Buffer, conversion: Conversion, imaging = testImaging()) {
  await using work = await createTestWork();
  const made = await convertPicture(imaging, await work.put(bytes), conversion, work.file());
  const result = await readFile(made.path);
  expect(made.size).toBe(result.length);
  return { made, bytes: result, metadata: await sharp(result).metadata() };
}

test.each(TARGETS)('every format that is kept can become $contentType', async (target) => {
  const sources = [
    ...(await Promise.all([jpeg(30, 20), png(30, 20), webp(30, 20), gif(30, 20)])),
    await sharp(await png(30, 20))
      .avif()
      .toBuffer(),
    await sharp(await png(30, 20))
      .tiff()
      .toBuffer(),
  ];
  for (const source of sources) {
    const { made, metadata } = await convert(source, { target });
    expect(made).toMatchObject({ type: target, width: 30, height: 20, frames: 1 });
    expect(metadata).toMatchObject({ format: FORMATS.get(target), width: 30, height: 20 });
  }
});

test.each([WEBP, AVIF, JPEG])('$contentType heeds quality', async (target) => {
  const source = await sharp(noise(200 * 150 * 3), { raw: { width: 200, height: 150, channels: 3 } })
    .blur(2)
    .png()
    .toBuffer();
  const sizes: number[] = [];
  for (const quality of [1, 50, 100]) sizes.push((await convert(source, { target, quality })).made.size);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  expect(new Set(sizes).size).toBe(3);
});

test.each([GIF, WEBP])('animations stay animations from GIF and WebP to $contentType', async (target) => {
  const animation = sharp(await gif(16, 12, 3), { animated: true });
  for (const source of [
    await animation
      .clone()
      .gif({ loop: 4, delay: [50, 100, 150] })
      .toBuffer(),
    await animation
      .clone()
      .webp({ loop: 4, delay: [50, 100, 150] })
      .toBuffer(),
  ]) {
    const { made, bytes } = await convert(source, { target });
    expect(made).toMatchObject({ width: 16, height: 12, frames: 3 });
    const found = await sharp(bytes, { animated: true }).metadata();
    expect(found).toMatchObject({ pages: 3, pageHeight: 12, loop: 4, delay: [50, 100, 150] });
  }
});

test.each([AVIF, JPEG, PNG, TIFF])('an animation becomes its first frame in $contentType', async (target) => {
  const source = await sharp(await gif(16, 12, 3), { animated: true })
    .gif()
    .toBuffer();
  const { made, metadata } = await convert(source, { target });
  expect(made).toMatchObject({ width: 16, height: 12, frames: 1 });
  expect(metadata.pages ?? 1).toBe(1);
});

test('an animated PNG becomes its first frame, and limits count all of them', async () => {
  const source = animatedPng(await png(16, 12), 5);
  expect((await convert(source, { target: WEBP })).made).toMatchObject({ width: 16, height: 12, frames: 1 });
  const few = testImaging({ limits: { maxPixels: 1000, maxFrames: 4 } });
  expect(await codeOr(convert(source, { target: WEBP }, few))).toBe('asset_frames_too_many');
});

test('transparency becomes white in JPEG and stays elsewhere', async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const source = await sharp({ create: { width: 9, height: 9, channels: 4, background: clear } })
    .png()
    .toBuffer();
  const { bytes } = await convert(source, { target: JPEG });
  expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  for (const target of [WEBP, AVIF, PNG, GIF, TIFF]) {
    const { bytes: kept } = await convert(source, { target });
    expect((await sharp(kept).ensureAlpha().raw().toBuffer())[3], target.contentType).toBe(0);
  }
});

test('a colour profile goes along with its colours, but not into GIF', async () => {
  const source = await sharp(await png(9, 9))
    .withIccProfile('p3')
    .png()
    .toBuffer();
  const { icc } = await sharp(source).metadata();
  for (const target of [WEBP, AVIF, JPEG, PNG, TIFF]) {
    expect((await convert(source, { target })).metadata.icc, target.contentType).toEqual(icc);
  }
  expect((await convert(source, { target: GIF })).metadata.icc).toBeUndefined();
  const cmyk = await sharp(await png(9, 9))
    .toColourspace('cmyk')
    .withIccProfile('cmyk')
    .jpeg()
    .toBuffer();
  for (const target of TARGETS) {
    const { metadata } = await convert(cmyk, { target });
    expect(metadata, target.contentType).toMatchObject({ space: 'srgb', hasProfile: false });
  }
});

test('16 bits stay in PNG and TIFF', async () => {
  const source = await sharp(await png(9, 9))
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  for (const target of [PNG, TIFF]) expect((await convert(source, { target })).metadata.depth).toBe('ushort');
  for (const target of [JPEG, WEBP, AVIF, GIF])
    expect((await convert(source, { target })).metadata.depth).toBe('uchar');
});

test('refuses sizes that the target cannot say', async () => {
  const wide = await sharp({ create: { width: 16_384, height: 1, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  expect(await codeOr(convert(wide, { target: WEBP }))).toBe('format_convert_dimensions_too_large');
  expect((await convert(wide, { target: JPEG })).made).toMatchObject({ width: 16_384, height: 1 });
});

test('gives up when it takes too long', async () => {
  // Noise keeps every encoder of PNG busy for seconds.
  const raw = { width: 6000, height: 6000, channels: 3 } as const;
  const noisy = await sharp(randomBytes(6000 * 6000 * 3), { raw })
    .tiff({ compression: 'none' })
    .toBuffer();
  const quick = testImaging({ timeoutSeconds: 1 });
  expect(await codeOr(convert(noisy, { target: PNG }, quick))).toBe('asset_processing_timeout');
});
