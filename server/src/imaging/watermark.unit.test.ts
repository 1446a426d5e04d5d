import { readFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { expect, test } from 'vitest';
import { animatedPng, gif, png } from '../../test/images.ts';
import { codeOr, createTestWork, testImaging } from '../../test/imaging.ts';
import { letter, stampOn, WATERMARK_POSITIONS, type Watermark } from './watermark/stamp.ts';
import { watermarkPicture } from './watermark.ts';

const MARK: Watermark = { text: 'NekoHub 猫', opacity: 0.5, fontSize: 36, position: 'BottomRight' };

async function mark(bytes: Buffer, more: Partial<Watermark> = {}) {
  await using work = await createTestWork();
  const made = await watermarkPicture(testImaging(), await work.put(bytes), { ...MARK, ...more }, work.file());
  return { made, bytes: await readFile(made.path) };
}

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } });

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box of all pixels that differ from a colour, and how light the lightest and darkest of them are. */
async function changed(bytes: Buffer, colour: number, page = 0) {
  const { data, info } = await sharp(bytes, { page }).greyscale().raw().toBuffer({ resolveWithObject: true });
  const box = { left: info.width, top: info.height, right: -1, bottom: -1 };
  const light = { least: 255, most: 0 };
  for (const [index, value] of data.entries()) {
    if (Math.abs(value - colour) < 8) continue;
    const [x, y] = [index % info.width, Math.floor(index / info.width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
    light.least = Math.min(light.least, value);
    light.most = Math.max(light.most, value);
  }
  return { box, light };
}

const GREY = 128;
const grey = () => plain(800, 600, '#808080').png().toBuffer();

test.each<[Watermark['position'], (box: Box) => boolean]>([
  ['TopLeft', ({ left, top }) => near(left, 18) && near(top, 18)],
  ['TopRight', ({ right, top }) => near(right, 799 - 18) && near(top, 18)],
  ['BottomLeft', ({ left, bottom }) => near(left, 18) && near(bottom, 599 - 18)],
  ['BottomRight', ({ right, bottom }) => near(right, 799 - 18) && near(bottom, 599 - 18)],
  ['Center', ({ left, right, top, bottom }) => near(left + right, 799) && near(top + bottom, 599)],
])('%s: the text stands where it should', async (position, isThere) => {
  const { made, bytes } = await mark(await grey(), { position });
  expect(made).toMatchObject({ width: 800, height: 600, frames: 1 });
  const { box } = await changed(bytes, GREY);
  expect(isThere(box), JSON.stringify(box)).toBe(true);
  // About as high as the font, and nine letters long.
  expect(box.bottom - box.top).toBeGreaterThan(28);
  expect(box.bottom - box.top).toBeLessThan(46);
  expect(box.right - box.left).toBeGreaterThan(150);
  expect(box.right - box.left).toBeLessThan(260);
});

const near = (value: number, expected: number): boolean => Math.abs(value - expected) <= 2;

test.each(['#ffffff', '#000000', '#808080'])('can be read on %s', async (background) => {
  const { bytes } = await mark(await plain(400, 200, background).png().toBuffer());
  const { light } = await changed(bytes, background === '#ffffff' ? 255 : background === '#000000' ? 0 : GREY);
  const ground = Number.parseInt(background.slice(1, 3), 16);
  expect(Math.max(light.most - ground, ground - light.least)).toBeGreaterThan(60);
});

test('opacity goes from nothing to all', async () => {
  const lightest = async (opacity: number) =>
    (await changed((await mark(await grey(), { opacity })).bytes, GREY)).light.most;
  expect(await lightest(0)).toBe(0);
  const half = await lightest(0.5);
  expect(half).toBeGreaterThan(GREY + 50);
  expect(half).toBeLessThan(GREY + 80);
  expect(await lightest(1)).toBe(255);
});

test('long text and large letters become as small as the picture needs', async () => {
  for (const [width, height, more] of [
    [300, 200, { text: '很长的水印'.repeat(40) }],
    [300, 200, { fontSize: 5000 }],
    [40, 400, {}],
    [400, 20, {}],
    [9, 9, {}],
    [1, 1, {}],
  ] as const) {
    const { made, bytes } = await mark(await plain(width, height, '#808080').png().toBuffer(), more);
    expect(made).toMatchObject({ width, height });
    const { box } = await changed(bytes, GREY);
    const padding = Math.min(width, height) >= 40 ? Math.floor(Math.min(width, height) / 16) : 0;
    if (box.right >= 0) {
      expect(Math.min(box.left, box.top, width - 1 - box.right, height - 1 - box.bottom)).toBeGreaterThanOrEqual(
        padding,
      );
    }
  }
});

test('every frame is marked alike, and keeps its time', async () => {
  const animation = sharp(await gif(200, 100, 3), { animated: true });
  const options = { loop: 2, delay: [50, 100, 150] };
  for (const bytes of [
    await animation.clone().gif(options).toBuffer(),
    await animation.clone().webp(options).toBuffer(),
  ]) {
    const { made, bytes: marked } = await mark(bytes, { opacity: 1, fontSize: 30 });
    expect(made).toMatchObject({ width: 200, height: 100, frames: 3 });
    const found = await sharp(marked, { animated: true }).metadata();
    expect(found).toMatchObject({ pages: 3, pageHeight: 100, ...options });
    const white: number[] = [];
    for (const page of [0, 1, 2]) {
      const frame = await sharp(marked, { page }).flatten().greyscale().raw().toBuffer();
      white.push(frame.filter((value) => value > 245).length);
    }
    expect(Math.min(...white)).toBeGreaterThan(300);
    expect(Math.max(...white) - Math.min(...white)).toBeLessThan(Math.max(...white) / 4);
  }
});

test('an animated PNG is refused: its other frames would be lost', async () => {
  expect(await codeOr(mark(animatedPng(await png(16, 12), 2)))).toBe('watermark_animation_unsupported');
});

test('depth, alpha and profile stay', async () => {
  const source = sharp(await png(64, 48)).withIccProfile('p3');
  const deep = await sharp(await source.clone().png().toBuffer())
    .keepIccProfile()
    .toColourspace('rgb16')
    .png()
    .toBuffer();
  const clear = await source.clone().ensureAlpha(0.5).png().toBuffer();
  for (const bytes of [deep, clear, await source.clone().webp().toBuffer(), await source.clone().jpeg().toBuffer()]) {
    const [before, after] = await Promise.all([bytes, (await mark(bytes)).bytes].map((file) => sharp(file).metadata()));
    const kept = ({ format, depth, hasAlpha, icc }: Metadata) => ({ format, depth, hasAlpha, icc });
    expect(after && kept(after)).toEqual(before && kept(before));
  }
});

test('letters: Chinese, Latin and others have shapes of their own, what the font lacks is a box', async () => {
  const shapes = async (text: string) => (await letter(text))?.paths.map(({ d }) => d) ?? [];
  const known = await shapes('猫图貓圖ねこNekoЖđ，。¥€');
  expect(new Set(known).size).toBe([...'猫图貓圖ねこNekoЖđ，。¥€'].length);
  const [box, other] = await shapes('\u{1f9ff}ش');
  expect(box).toBe(other);
  expect(known).not.toContain(box);
  expect(await letter(' \u3000')).toBeUndefined();
});

test('is drawn with outlines alone: no text and no font of the machine', async () => {
  const lettering = await letter('<b>&"猫');
  if (!lettering) throw new Error('Nothing was drawn.');
  for (const position of WATERMARK_POSITIONS) {
    const svg = stampOn({ width: 500, height: 500 }, lettering, { ...MARK, position }).svg.toString();
    expect(svg).not.toMatch(/text|font|猫|&/);
    expect(svg.match(/<path /g)).toHaveLength(6);
  }
});
