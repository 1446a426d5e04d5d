import type { OutputInfo, Sharp } from 'sharp';
import type { SharpModule } from './sharp.ts';

/** A picture that was decoded. */
export interface Pixels {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

export const pixels = (image: Sharp): Promise<Pixels> => image.raw().toBuffer({ resolveWithObject: true });

export const reopen = (sharp: SharpModule, { data, info: { width, height, channels } }: Pixels): Sharp =>
  sharp(data, { raw: { width, height, channels } });

/** Made smaller until both sides are within `side`; never larger. */
export const fitted = (image: Sharp, side: number): Sharp =>
  image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
