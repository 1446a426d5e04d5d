import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { jpeg, png } from '../../test/images.ts';
import { codeOr, createTestWork, testImaging } from '../../test/imaging.ts';
import { DERIVATIVE_KINDS, type DerivativeKind, openPreview } from './derivatives.ts';
import { createMemoryBudget } from './memory-budget.ts';

/** Sizes of all derivatives, in the order in which they are made. */
async function sizesOf(bytes: Buffer, imaging = testImaging()): Promise<string[]> {
  await using work = await createTestWork();
  const preview = await openPreview(imaging, await work.put(bytes));
  const sizes: string[] = [];
  for (const kind of DERIVATIVE_KINDS) {
    const { type, width, height, bytes: made } = await preview.make(kind);
    const found = await sharp(made).metadata();
    expect(found).toMatchObject({ width, height, format: type.contentType.slice('image/'.length) });
    expect(found.exif ?? found.icc ?? found.xmp).toBeUndefined();
    sizes.push(`${kind} ${width}x${height}`);
  }
  return sizes;
}

const plain = (
  width: number,
  height: number,
  background: string | { r: number; g: number; b: number; alpha: number },
) => sharp({ create: { width, height, channels: 4, background } });

test.each([
  [2000, 1000, ['thumbnail_256 256x128', 'webp_256 256x128', 'webp_640 640x320', 'webp_1280 1280x640']],
  [1000, 2000, ['thumbnail_256 128x256', 'webp_256 128x256', 'webp_640 320x640', 'webp_1280 640x1280']],
  [640, 480, ['thumbnail_256 256x192', 'webp_256 256x192', 'webp_640 640x480', 'webp_1280 640x480']],
  [257, 3, ['thumbnail_256 256x3', 'webp_256 256x3', 'webp_640 257x3', 'webp_1280 257x3']],
  [1, 1, ['thumbnail_256 1x1', 'webp_256 1x1', 'webp_640 1x1', 'webp_1280 1x1']],
  [20_000, 2, ['thumbnail_256 256x1', 'webp_256 256x1', 'webp_640 640x1', 'webp_1280 1280x1']],
])('%i × %i: every kind once, none larger than the picture', async (width, height, sizes) => {
  expect(await sizesOf(await plain(width, height, '#3366cc').png().toBuffer())).toEqual(sizes);
});

test('only what is asked for decides how much is decoded', async () => {
  await using work = await createTestWork();
  const path = await work.put(await jpeg(900, 700));
  const preview = await openPreview(testImaging(), path, ['thumbnail_256']);
  expect(await preview.make('thumbnail_256')).toMatchObject({ kind: 'thumbnail_256', width: 256, height: 199 });
  expect(preview.picture).toMatchObject({ width: 900, height: 700, frames: 1 });
});

test('transparency stays transparent', async () => {
  await using work = await createTestWork();
  const half = await plain(300, 300, { r: 200, g: 20, b: 20, alpha: 0.5 }).png().toBuffer();
  const preview = await openPreview(testImaging(), await work.put(half));
  for (const kind of DERIVATIVE_KINDS) {
    const { bytes } = await preview.make(kind);
    const [red = 0, green = 0, , alpha] = await sharp(bytes).raw().toBuffer();
    expect(alpha, kind).toBe(128);
    expect(Math.abs(red - 200) + Math.abs(green - 20), kind).toBeLessThan(8);
  }
});

test('looks: the colour that there is most of, and a hash of the shape', async () => {
  await using work = await createTestWork();
  const looksOf = async (image: Sharp) =>
    (await openPreview(testImaging(), await work.put(await image.png().toBuffer()))).looks();
  const stripe = { input: await plain(400, 100, '#102030').png().toBuffer(), left: 0, top: 0 };
  const picture = await looksOf(plain(400, 300, '#c08040').composite([stripe]));
  expect(picture.dominantColor).toBe('#c08040');
  expect(Buffer.from(picture.thumbhash, 'base64').length).toBeGreaterThan(4);
  expect(picture.thumbhash).not.toBe((await looksOf(plain(400, 300, '#c08040'))).thumbhash);
  // What nobody sees does not count.
  const clear = await looksOf(plain(400, 300, { r: 255, g: 0, b: 0, alpha: 0 }).composite([{ ...stripe }]));
  expect(clear.dominantColor).toBe('#102030');
  expect((await looksOf(plain(40, 30, { r: 255, g: 0, b: 0, alpha: 0 }))).dominantColor).toBe('#ffffff');
});

test.each<[string, Parameters<typeof testImaging>[0], string]>([
  ['pixels', { limits: { maxPixels: 79, maxFrames: 1 } }, 'asset_dimensions_too_large'],
  ['memory', { memory: createMemoryBudget(1000) }, 'asset_memory_exceeded'],
])('refuses what needs too many %s', async (_name, more, code) => {
  await using work = await createTestWork();
  expect(await codeOr(openPreview(testImaging(more), await work.put(await png(10, 8))))).toBe(code);
});

test.each([
  ['text', Buffer.from('no picture at all')],
  ['nothing', Buffer.alloc(0)],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['a PNG header alone', Buffer.from('89504e470d0a1a0a', 'hex')],
])('%s is no picture', async (_name, bytes) => {
  await using work = await createTestWork();
  expect(await codeOr(openPreview(testImaging(), await work.put(bytes)))).toBe('asset_content_invalid');
});

test('a file that is not there is no fault of the picture', async () => {
  await using work = await createTestWork();
  await expect(openPreview(testImaging(), work.file())).rejects.toThrow(/missing/);
});

test('ends when it is told to', async () => {
  await using work = await createTestWork();
  const path = await work.put(await png(300, 300));
  await expect(openPreview(testImaging(), path, DERIVATIVE_KINDS, AbortSignal.abort())).rejects.toThrow(/abort/);
  const stop = new AbortController();
  const preview = await openPreview(testImaging(), path, DERIVATIVE_KINDS, stop.signal);
  const kinds: DerivativeKind[] = [];
  for (const kind of DERIVATIVE_KINDS.slice(0, 2)) kinds.push((await preview.make(kind)).kind);
  stop.abort();
  await expect(preview.make('webp_640')).rejects.toThrow(/abort/);
  await expect(preview.looks()).rejects.toThrow(/abort/);
  expect(kinds).toEqual(['thumbnail_256', 'webp_256']);
});
