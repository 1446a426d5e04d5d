import { decodingBytes } from './cost.ts';
import { decode, type Imaging, openPicture } from './picture.ts';
import { fitted, type Pixels, pixels } from './pixels.ts';
import { withSharp } from './sharp.ts';
import { encodeWithin, type SmallFile } from './small-file.ts';
import { letter } from './watermark/stamp.ts';

const CELL = 260;
const TILE = 248;
const TAG = { width: 44, height: 30 };
const GREY = '#d0d0d0';
/** Font units a pixel, for digits that fill the tag. */
const DIGIT_SCALE = 0.026;

/** One picture of a sheet, small. @throws AppError as `openPreview` */
export async function readTile(imaging: Imaging, path: string, signal?: AbortSignal): Promise<Pixels> {
  const picture = await openPicture(imaging, path);
  return imaging.memory.use(
    decodingBytes(picture),
    () =>
      withSharp((sharp) =>
        pixels(fitted(decode(sharp, imaging, picture, { colours: 'srgb' }), TILE).flatten({ background: GREY })),
      ),
    signal,
  );
}

/**
 * Sets pictures into one, in rows, each under its number from 1. A picture that is missing leaves its place grey.
 * @param tiles as `readTile` makes them
 */
export async function makeContactSheet(tiles: readonly (Pixels | undefined)[], maxBytes: number): Promise<SmallFile> {
  const columns = Math.ceil(Math.sqrt(tiles.length));
  const width = columns * CELL;
  const height = Math.ceil(tiles.length / columns) * CELL;
  const place = (index: number) => ({ left: (index % columns) * CELL, top: Math.floor(index / columns) * CELL });
  const numbers = await Promise.all(tiles.map((_tile, index) => numberAt(index + 1, place(index))));
  const overlay = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${numbers.join('')}</svg>`;
  return withSharp(async (sharp) => {
    const sheet = sharp({ create: { width, height, channels: 3, background: GREY } }).composite([
      ...tiles.flatMap((tile, index) => (tile ? [{ ...centred(tile, place(index)), ...rawOf(tile) }] : [])),
      { input: Buffer.from(overlay), left: 0, top: 0 },
    ]);
    return encodeWithin(sharp, await pixels(sheet.removeAlpha()), maxBytes);
  });
}

const rawOf = ({ data, info: { width, height, channels } }: Pixels) => ({
  input: data,
  raw: { width, height, channels },
});

const centred = ({ info: { width, height } }: Pixels, { left, top }: { left: number; top: number }) => ({
  left: left + Math.floor((CELL - width) / 2),
  top: top + Math.floor((CELL - height) / 2),
});

/** White on black, as letters of our own: no font of the machine is used. */
async function numberAt(number: number, { left, top }: { left: number; top: number }): Promise<string> {
  const lettering = await letter(String(number));
  const box = `<rect x="${left}" y="${top}" width="${TAG.width}" height="${TAG.height}" fill="#000"/>`;
  if (!lettering) return box;
  const x = left + (TAG.width - lettering.width * DIGIT_SCALE) / 2;
  const y = top + (TAG.height - lettering.height * DIGIT_SCALE) / 2;
  const digits = lettering.paths.map(({ x: dx, d }) => `<path transform="translate(${dx} 0)" d="${d}"/>`).join('');
  const shift = `translate(${x} ${y}) scale(${DIGIT_SCALE}) translate(${-lettering.left} ${-lettering.top})`;
  return `${box}<g fill="#fff" transform="${shift}">${digits}</g>`;
}
