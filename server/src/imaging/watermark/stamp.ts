import { glyphsOf } from './font.ts';

/** The corner of a picture, or its middle, where the text stands. */
export const WATERMARK_POSITIONS = ['BottomRight', 'BottomLeft', 'Center', 'TopRight', 'TopLeft'] as const;
export type WatermarkPosition = (typeof WATERMARK_POSITIONS)[number];

export interface Watermark {
  /** One line. */
  readonly text: string;
  /** 0 to 1. */
  readonly opacity: number;
  /** Pixels; less is used where the text would not fit. */
  readonly fontSize: number;
  readonly position: WatermarkPosition;
}

/** A drawing in SVG and where its upper left corner goes. Whole pixels. */
export interface Stamp {
  readonly svg: Buffer;
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const UNITS_PER_EM = 1000;
/** Around every letter, so that white can be read on white; in font units, half of it outside the letter. */
const OUTLINE = 90;
const MIN_PADDING = 12;
/** Of the shorter side: a small picture keeps room for the text. */
const MAX_PADDING_SHARE = 1 / 8;
/** librsvg draws nothing larger. */
const MAX_STAMP_SIDE = 30_000;

/** Text in outlines, in font units, y downwards; the box that holds them and the outline around them. */
export interface Lettering {
  readonly paths: readonly { readonly x: number; readonly d: string }[];
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Turns text into outlines; undefined when there is nothing to be seen. */
export async function letter(text: string): Promise<Lettering | undefined> {
  const paths: { x: number; d: string }[] = [];
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  let x = 0;
  for (const glyph of await glyphsOf(text)) {
    if (glyph.path.commands.length > 0) {
      const path = glyph.path.scale(1, -1);
      const { minX, maxX, minY, maxY } = path.cbox;
      box.left = Math.min(box.left, x + minX);
      box.right = Math.max(box.right, x + maxX);
      box.top = Math.min(box.top, minY);
      box.bottom = Math.max(box.bottom, maxY);
      paths.push({ x, d: path.toSVG() });
    }
    x += glyph.advanceWidth;
  }
  if (paths.length === 0) return undefined;
  const margin = OUTLINE / 2;
  return {
    paths,
    left: box.left - margin,
    top: box.top - margin,
    width: box.right - box.left + OUTLINE,
    height: box.bottom - box.top + OUTLINE,
  };
}

/** Sets lettering into a picture: as large as asked for, or as fits. */
export function stampOn(picture: Size, lettering: Lettering, { opacity, fontSize, position }: Watermark): Stamp {
  const shorter = Math.min(picture.width, picture.height);
  const padding = Math.floor(Math.min(Math.max(MIN_PADDING, fontSize / 2), shorter * MAX_PADDING_SHARE));
  const room = {
    width: Math.min(picture.width - 2 * padding, MAX_STAMP_SIDE),
    height: Math.min(picture.height - 2 * padding, MAX_STAMP_SIDE),
  };
  const scale = Math.min(fontSize / UNITS_PER_EM, room.width / lettering.width, room.height / lettering.height);
  // Rounding up must not lead out of the room.
  const width = Math.min(Math.ceil(lettering.width * scale), room.width);
  const height = Math.min(Math.ceil(lettering.height * scale), room.height);
  return {
    svg: Buffer.from(draw(lettering, scale, { width, height }, opacity)),
    left: along(position, 'Left', 'Right', picture.width, width, padding),
    top: along(position, 'Top', 'Bottom', picture.height, height, padding),
  };
}

function along(position: string, near: string, far: string, whole: number, part: number, padding: number): number {
  if (position.includes(near)) return padding;
  if (position.includes(far)) return whole - part - padding;
  return Math.floor((whole - part) / 2);
}

function draw({ paths, left, top }: Lettering, scale: number, { width, height }: Size, opacity: number): string {
  const letters = paths.map(({ x, d }) => `<path transform="translate(${x} 0)" d="${d}"/>`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<g opacity="${opacity}" transform="scale(${scale}) translate(${-left} ${-top})" fill="#fff" stroke="#000" ` +
    `stroke-opacity="0.8" stroke-width="${OUTLINE}" stroke-linejoin="round" paint-order="stroke">${letters}</g></svg>`
  );
}

/** The same drawing on a sheet of the picture's size, to be laid over every frame. */
export function sheetOf({ svg, left, top }: Stamp, { width, height }: Size): Buffer {
  const drawing = svg.toString().replace('<svg ', `<svg x="${left}" y="${top}" `);
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawing}</svg>`);
}
