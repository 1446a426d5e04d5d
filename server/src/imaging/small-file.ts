import { fitted, type Pixels, reopen } from './pixels.ts';
import type { SharpModule } from './sharp.ts';
import { JPEG, type StoredType, WEBP } from './types.ts';

/** A picture in memory, encoded. */
export interface SmallFile {
  readonly bytes: Buffer;
  readonly type: StoredType;
  readonly width: number;
  readonly height: number;
}

/** From where the eye sees little difference down to where shapes are still told apart. */
const QUALITIES = [80, 60, 40, 25];
const NEXT_SIZE = 0.7;

/**
 * Encodes pixels within a number of bytes: with lower quality at first, then with fewer pixels. JPEG, which every
 * client shows; WebP where something is transparent.
 */
export async function encodeWithin(sharp: SharpModule, picture: Pixels, maxBytes: number): Promise<SmallFile> {
  const type = picture.info.channels % 2 === 0 ? WEBP : JPEG;
  for (let side = Math.max(picture.info.width, picture.info.height); ; side = Math.ceil(side * NEXT_SIZE)) {
    for (const quality of QUALITIES) {
      const image = fitted(reopen(sharp, picture), side);
      const encoded = type === JPEG ? image.jpeg({ quality }) : image.webp({ quality, effort: 2 });
      const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
      if (data.length <= maxBytes || side <= 1) return { bytes: data, type, width: info.width, height: info.height };
    }
  }
}
