const SQUARE = 1;
const NARROWEST = 0.5;
const WIDEST = 3;

/** Width over height of a picture's tile. Extremes are cut to what still fits into a row of others. */
export const tileAspect = (width: number | null, height: number | null): number => {
  if (width === null || height === null || width <= 0 || height <= 0) return SQUARE;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
};

/** True for a picture smaller than its tile, which stays sharp at its own size instead of being blown up. */
export const isSmall = (width: number | null, height: number | null): boolean =>
  width !== null && height !== null && width < 240 && height < 160;
