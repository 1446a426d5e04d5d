import { rgbaToThumbHash } from 'thumbhash';

/** What stands for a picture until it is loaded. */
export interface Looks {
  /** A blurred picture in some 25 bytes (thumbhash), in base64. */
  readonly thumbhash: string;
  /** `#rrggbb`. White when there is nothing to be seen. */
  readonly dominantColor: string;
}

/** Larger pictures have no thumbhash. */
export const MAX_LOOKS_SIDE = 100;

/** @param rgba four bytes a pixel, colours not multiplied by alpha */
export function looksOf(width: number, height: number, rgba: Buffer): Looks {
  return {
    thumbhash: Buffer.from(rgbaToThumbHash(width, height, rgba)).toString('base64'),
    dominantColor: dominantColor(rgba),
  };
}

interface Shade {
  weight: number;
  readonly sums: [red: number, green: number, blue: number];
}

/** The mean of the most frequent shade: colours that agree in the upper four bits of each channel are one shade. */
function dominantColor(rgba: Buffer): string {
  const shades = new Map<number, Shade>();
  let most: Shade | undefined;
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    if (alpha === 0) continue;
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const shade: Shade = shades.get(key) ?? { weight: 0, sums: [0, 0, 0] };
    shades.set(key, shade);
    shade.weight += alpha;
    shade.sums[0] += red * alpha;
    shade.sums[1] += green * alpha;
    shade.sums[2] += blue * alpha;
    if (!most || shade.weight > most.weight) most = shade;
  }
  if (!most) return '#ffffff';
  const { weight, sums } = most;
  return `#${sums
    .map((sum) =>
      Math.round(sum / weight)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
