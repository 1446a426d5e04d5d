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
