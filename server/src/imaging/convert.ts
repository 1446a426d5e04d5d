import { type MadeFile, makeFile } from './made-file.ts';
import { type Imaging, openPicture } from './picture.ts';
import { AVIF, JPEG, type StoredType, WEBP } from './types.ts';

/** Where the eye sees no difference at a glance, on each format's own scale. */
const DEFAULT_QUALITY = new Map<StoredType, number>([
  [JPEG, 85],
  [WEBP, 80],
  [AVIF, 60],
]);

export interface Conversion {
  readonly target: StoredType;
  /** 1 to 100, for JPEG, WebP and AVIF; the others lose nothing (GIF: no more than 256 colours a frame make it lose). */
  readonly quality?: number | undefined;
}

/**
 * Writes the picture in another format, or anew in its own. Transparency becomes white in JPEG. An animation becomes
 * its first frame in a format that has no frames, and so does an animated PNG, whose frames cannot be read.
 * @param output path of the new file
 * @throws AppError as `openPicture` and `makeFile`
 */
export async function convertPicture(
  imaging: Imaging,
  path: string,
  { target, quality = DEFAULT_QUALITY.get(target) ?? 100 }: Conversion,
  output: string,
  signal?: AbortSignal,
): Promise<MadeFile> {
  const picture = await openPicture(imaging, path);
  return makeFile(imaging, picture, { target, quality, output, signal });
}
