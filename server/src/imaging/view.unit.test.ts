import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { noise } from '../../test/images.ts';
import { codeOr, createTestWork, testImaging } from '../../test/imaging.ts';
import { jpegMetadata, withSegments } from '../../test/metadata.ts';
import { makeContactSheet, readTile } from './contact-sheet.ts';
import { viewPicture } from './view.ts';

const LOW = { maxSide: 512, maxBytes: 60_000 };

const raw = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp(noise(width * height * channels), { raw: { width, height, channels } });

async function view(bytes: Buffer, region?: Parameters<typeof viewPicture>[3], limits = LOW) {
  await using work = await createTestWork();
  return await viewPicture(testImaging(), await work.put(bytes), limits, region);
}

/** The red of the pixel in the middle of what is shown. */
async function middle(bytes: Buffer): Promise<number[]> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 3;
  return [...data.subarray(at, at + 3)].map((value) => Math.round(value / 64));
}

const quarters = sharp({ create: { width: 200, height: 100, channels: 3, background: '#f00' } }).composite([
  { input: { create: { width: 100, height: 50, channels: 3, background: '#0f0' } }, left: 100, top: 0 },
  { input: { create: { width: 100, height: 50, channels: 3, background: '#00f' } }, left: 0, top: 50 },
]);

describe('a view', () => {
  test.each([
    ['the worst there is', raw(1600, 1200).png(), { width: 512, height: 384 }],
    ['transparent noise', raw(900, 900, 4).png(), { width: 512, height: 512 }],
    ['a small one', raw(20, 10).png(), { width: 20, height: 10 }],
    ['a long one', raw(2000, 3).png(), { width: 512, height: 1 }],
  ])('of %s is within its limits', async (_what, image, { width, height }) => {
    const shown = await view(await image.toBuffer());
    expect(shown.bytes.length).toBeLessThanOrEqual(LOW.maxBytes);
    expect(shown.width).toBeLessThanOrEqual(width);
    expect(shown.height).toBeLessThanOrEqual(height);
    // The type that is told is that of the bytes.
    const { format, hasAlpha } = await sharp(shown.bytes).metadata();
    expect(`image/${format}`).toBe(shown.type.contentType);
    expect(shown.type.contentType).toBe(hasAlpha ? 'image/webp' : 'image/jpeg');
  });

  test.each([
    [{ left: 0, top: 0, width: 0.5, height: 0.5 }, [4, 0, 0]],
    [{ left: 0.5, top: 0, width: 0.5, height: 0.5 }, [0, 4, 0]],
    [{ left: 0, top: 0.5, width: 0.5, height: 0.5 }, [0, 0, 4]],
    [{ left: 0.999, top: 0.999, width: 0.001, height: 0.001 }, [4, 0, 0]],
  ])('of the part %o shows that part', async (region, colour) => {
    const shown = await view(await quarters.clone().png().toBuffer(), region);
    expect(await middle(shown.bytes)).toEqual(colour);
  });

  test('of a part counts from the corners of the picture as it is shown', async () => {
    // 6: the row at the top is the right side of what is shown (Exif, Orientation).
    const turned = withSegments(await quarters.clone().jpeg({ quality: 95 }).toBuffer(), jpegMetadata(6));
    const whole = await view(turned);
    expect([whole.width, whole.height]).toEqual([100, 200]);
    const upperRight = await view(turned, { left: 0.5, top: 0, width: 0.5, height: 0.5 });
    expect(await middle(upperRight.bytes)).toEqual([4, 0, 0]);
    const lowerRight = await view(turned, { left: 0.5, top: 0.5, width: 0.5, height: 0.5 });
    expect(await middle(lowerRight.bytes)).toEqual([0, 4, 0]);
  });

  test('of a part that is not within the picture is refused', async () => {
    const bytes = await raw(20, 10).png().toBuffer();
    expect(await codeOr(view(bytes, { left: 0.6, top: 0, width: 0.5, height: 1 }))).toBe('request_invalid');
  });
});

test('a sheet holds 24 of the worst within its limit, and a grey place for what is missing', async () => {
  await using work = await createTestWork();
  const tile = await readTile(testImaging(), await work.put(await raw(400, 300).png().toBuffer()));
  const tiles = Array.from({ length: 24 }, (_, index) => (index === 3 ? undefined : tile));
  const sheet = await makeContactSheet(tiles, 400_000);
  expect(sheet.bytes.length).toBeLessThanOrEqual(400_000);
  expect(sheet.type.contentType).toBe('image/jpeg');
  expect(sheet.width).toBeLessThanOrEqual(1568);
  const cell = sheet.width / 5;
  const at = async (column: number) => {
    const middle = { left: Math.round(cell * (column + 0.4)), top: Math.round(cell * 0.4), width: 40, height: 40 };
    const part = await sharp(sheet.bytes).extract(middle).png().toBuffer();
    return (await sharp(part).stats()).channels[0]?.stdev ?? 0;
  };
  expect(await at(2)).toBeGreaterThan(10);
  expect(await at(3)).toBeLessThan(5);
});

test('the numbers of a sheet are drawn', async () => {
  const sheet = await makeContactSheet([undefined, undefined, undefined], 400_000);
  const { data, info } = await sharp(sheet.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const tag = (left: number, top: number) => {
    let white = 0;
    for (let y = top; y < top + 30; y += 1)
      for (let x = left; x < left + 44; x += 1) if ((data[y * info.width + x] ?? 0) > 200) white += 1;
    return white;
  };
  for (const [left, top] of [
    [0, 0],
    [260, 0],
    [0, 260],
  ] as const)
    expect(tag(left, top)).toBeGreaterThan(30);
});
