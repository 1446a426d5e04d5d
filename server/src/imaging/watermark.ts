import type { Sharp } from 'sharp';
import { AppError } from '../core/errors.ts';
import { isAnimated } from './cost.ts';
import { type MadeFile, makeFile } from './made-file.ts';
import { type Imaging, openPicture, type Picture, shownSize } from './picture.ts';
import { PNG } from './types.ts';
import { letter, sheetOf, stampOn, type Watermark } from './watermark/stamp.ts';

/** Above what eyes tell apart: the picture was compressed once before. */
const QUALITY = 90;

/**
 * Draws text on every frame of a picture and writes it in its own format. The font comes with the program; none of
 * the machine is used.
 * @param output path of the new file
 * @throws AppError `watermark_animation_unsupported` and as `openPicture` and `makeFile`
 */
export async function watermarkPicture(
  imaging: Imaging,
  path: string,
  watermark: Watermark,
  output: string,
  signal?: AbortSignal,
): Promise<MadeFile> {
  const picture = await openPicture(imaging, path);
  if (picture.type === PNG && picture.frames > 1) throw new AppError('watermark_animation_unsupported');
  const lettering = await letter(watermark.text);
  signal?.throwIfAborted();
  const stamp = lettering && stampOn(shownSize(picture), lettering, watermark);
  return makeFile(imaging, picture, {
    target: picture.type,
    quality: QUALITY,
    output,
    signal,
    change: (image) => (stamp ? overlaid(image, picture, stamp) : image),
  });
}

function overlaid(image: Sharp, picture: Picture, stamp: ReturnType<typeof stampOn>): Sharp {
  const { svg, left, top } = stamp;
  const drawn = isAnimated(picture, picture.type)
    ? image.composite([{ input: sheetOf(stamp, picture), tile: true, gravity: 'northwest' }])
    : image.composite([{ input: svg, left, top }]);
  // Drawing adds an alpha channel.
  return picture.hasAlpha ? drawn : drawn.removeAlpha();
}
