import { readFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  type Corners,
  cornersOf,
  distance,
  type GoldenPicture,
  goldenPictures,
  turnedRound,
} from '../../test/golden.ts';
import { codeOr, createTestWork, testImaging } from '../../test/imaging.ts';
import { CANARY, readMetadata } from '../../test/metadata.ts';
import { convertPicture } from './convert.ts';
import { DERIVATIVE_KINDS, openPreview } from './derivatives.ts';
import type { MadeFile } from './made-file.ts';
import { canAnimate } from './picture.ts';
import { stripPicture } from './strip.ts';
import { AVIF, GIF, JPEG, PNG, type StoredType, TIFF, WEBP } from './types.ts';
import { watermarkPicture } from './watermark.ts';

const MARK = { text: '猫', opacity: 1, fontSize: 12, position: 'Center' } as const;
/** Of 255; colours that were printed and compressed once more differ by so much. */
const TOLERANCE = 8;
const PRINT_TOLERANCE = 24;

const pictures = await goldenPictures();
const imaging = testImaging();

/** Does something with the picture as a file, and reads what came of it. */
async function work(
  picture: GoldenPicture,
  task: (path: string, output: string) => Promise<MadeFile | undefined>,
): Promise<{ made: MadeFile; bytes: Buffer } | string | undefined> {
  await using folder = await createTestWork();
  const path = await folder.put(picture.bytes);
  const made = await codeOr(task(path, folder.file()));
  return typeof made === 'object' ? { made, bytes: await readFile(made.path) } : made;
}

function expectColours(found: Corners, { name, corners }: GoldenPicture, what: string): void {
  const tolerance = name.includes('CMYK') ? PRINT_TOLERANCE : TOLERANCE;
  expect(distance(found, corners), `${what}: ${JSON.stringify(found)}`).toBeLessThanOrEqual(tolerance);
}

/** No place, no author, nothing of what was put in. */
function expectNothingLeft(bytes: Buffer, what: string): void {
  expect(readMetadata(bytes).gps, what).toBe(false);
  expect(bytes.includes(CANARY), what).toBe(false);
}

describe.each(pictures.filter(({ refused }) => !refused))('$name', (picture) => {
  const { type, width, height, frames } = picture;

  test('is what it claims to be', () => {
    expect(readMetadata(picture.bytes).gps).toBe(picture.hasGps ?? false);
  });

  test('derivatives are upright, in sRGB and tell nothing', async () => {
    await using folder = await createTestWork();
    const preview = await openPreview(imaging, await folder.put(picture.bytes));
    for (const kind of DERIVATIVE_KINDS) {
      const made = await preview.make(kind);
      expect(made.width / made.height, kind).toBeCloseTo(width / height, 2);
      expectColours(await cornersOf(made.bytes), picture, kind);
      expectNothingLeft(made.bytes, kind);
      expect(readMetadata(made.bytes).kinds, kind).toEqual([]);
      expect((await sharp(made.bytes).metadata()).pages ?? 1, kind).toBe(1);
    }
  });

  test('stripped it looks the same and tells nothing', async () => {
    const result = await work(picture, (path, output) => stripPicture(imaging, path, output));
    if (typeof result !== 'object') {
      expect(result).toBeUndefined();
      expectNothingLeft(picture.bytes, 'the original');
      return;
    }
    expectNothingLeft(result.bytes, 'stripped');
    const [before, after] = await Promise.all([picture.bytes, result.bytes].map((bytes) => sharp(bytes).metadata()));
    const facts = ({ width, height, pages, orientation = 1, icc }: Metadata) => ({
      width,
      height,
      pages,
      orientation,
      icc,
    });
    expect({ ...(after && facts(after)) }).toEqual({ ...(before && facts(before)) });
    expect(result.made).toMatchObject({ type, width: after?.width, height: after?.height, frames });
    const [was, is] = await Promise.all([picture.bytes, result.bytes].map((bytes) => sharp(bytes).raw().toBuffer()));
    expect(was && is?.equals(was)).toBe(true);
  });

  test.each([WEBP, AVIF, JPEG, PNG, GIF, TIFF])(
    'as $contentType it shows the same and tells nothing',
    async (target) => {
      const result = await work(picture, (path, output) =>
        convertPicture(imaging, path, { target, quality: 90 }, output),
      );
      if (typeof result !== 'object') return expect(result).toBe('a picture');
      const kept = canAnimate(target) ? frames : 1;
      expect(result.made).toMatchObject({ type: target, width, height, frames: kept });
      await expectFrames(result.bytes, target, kept);
      expectNothingLeft(result.bytes, target.contentType);
    },
  );

  test('marked it is upright and tells nothing', async () => {
    const result = await work(picture, (path, output) => watermarkPicture(imaging, path, MARK, output));
    if (typeof result !== 'object') return expect(result).toBe('a picture');
    expect(result.made).toMatchObject({ type, width, height, frames });
    await expectFrames(result.bytes, type, frames);
    expectNothingLeft(result.bytes, 'marked');
  });

  async function expectFrames(bytes: Buffer, target: StoredType, count: number): Promise<void> {
    for (let frame = 0; frame < count; frame += 1) {
      const shown = { ...picture, corners: turnedRound(picture.corners, frame) };
      expectColours(await cornersOf(bytes, frame), shown, `${target.contentType}, frame ${frame}`);
    }
  }
});

describe.each(pictures.filter(({ refused }) => refused))('$name', (picture) => {
  const tasks: [string, (path: string, output: string) => Promise<MadeFile | undefined>][] = [
    ['derivatives', async (path) => void (await openPreview(imaging, path))],
    ['stripping', (path, output) => stripPicture(imaging, path, output)],
    ['marking', (path, output) => watermarkPicture(imaging, path, MARK, output)],
    ...[WEBP, AVIF, JPEG, PNG, GIF, TIFF].map((target): (typeof tasks)[number] => [
      `conversion to ${target.contentType}`,
      (path, output) => convertPicture(imaging, path, { target }, output),
    ]),
  ];
  test.each(tasks)('%s is refused clearly', async (_name, task) => {
    expect(await work(picture, task)).toBe(picture.refused);
  });
});
