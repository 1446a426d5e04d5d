import type { PublicAssetListItem } from '@nekohub/client';
import { tileAspect } from './aspect.ts';

export type Preview = PublicAssetListItem['previews'][number];

/** The heights of rows as picture-grid.module.css has them, with what the last bit of a row lets them grow. */
const ROW = { phone: 120, other: 180 } as const;
const GROWTH = 1.25;

/** The copies of a picture for `srcset`; undefined when there is nothing to choose from. */
export const srcSetOf = (previews: readonly Preview[] | undefined): string | undefined =>
  previews === undefined || previews.length === 0
    ? undefined
    : previews.map(({ url, width }) => `${url} ${width}w`).join(', ');

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What is known of a picture's own size, in pixels. */
export type PictureSize = { readonly [Side in keyof Size]: number | null };

/** How wide a picture is drawn that fills a box, of which the box may show a part. */
export const drawnWidth = ({ width, height }: PictureSize, box: Size): number =>
  width === null || height === null || height <= 0 ? box.width : Math.max(box.width, (box.height * width) / height);

/** The copies in WebP that are made of each picture, by the square they fit into. */
const COPIES = [
  { kind: 'webp_256', side: 256 },
  { kind: 'webp_640', side: 640 },
  { kind: 'webp_1280', side: 1280 },
] as const;

/** Nobody sees so little lacking, and the next copy has several times the bytes. */
const SHARP_ENOUGH = 0.9;

/** The smallest copy that is sharp where a picture is drawn this wide, in pixels of the screen; else the largest. */
export const copyFor = ({ width, height }: PictureSize, pixels: number): string => {
  const widthIn = (side: number) =>
    width === null || height === null ? side : width * Math.min(1, side / Math.max(1, width, height));
  const needed = Math.min(pixels * SHARP_ENOUGH, width ?? pixels);
  return (COPIES.find(({ side }) => widthIn(side) >= needed) ?? COPIES[2]).kind;
};

/**
 * How wide a picture is drawn in a row, for `sizes`. The browser takes the width of a tile that it lays out before it
 * loads the picture (`auto`); for others, and for those that are cut to their tile, it is told about how wide they are.
 */
export const tileSizes = (width: number | null, height: number | null, lazy: boolean): string => {
  const tile = tileAspect(width, height);
  const own = width !== null && height !== null && height > 0 ? width / height : tile;
  // Filling a tile that is narrower than the picture takes the picture's own width at the tile's height.
  const drawn = Math.max(own, tile) * GROWTH;
  const told = `(max-width: 48em) ${Math.round(ROW.phone * drawn)}px, ${Math.round(ROW.other * drawn)}px`;
  return lazy && own <= tile ? `auto, ${told}` : told;
};
