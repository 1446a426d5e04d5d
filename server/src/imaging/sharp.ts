import type sharpModule from 'sharp';
import { AppError } from '../core/errors.ts';

export type SharpModule = typeof sharpModule;

/** What decoders there are: those of pictures that are kept, and SVG from memory, which watermarks are drawn in. */
const DECODERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff', 'SvgBuffer'].map((name) => `VipsForeignLoad${name}`);

let loading: Promise<SharpModule> | undefined;

/** sharp, loaded when a picture is first worked on, and set up for a server that works on several at a time. */
function loadSharp(): Promise<SharpModule> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // Pictures are worked on side by side: one thread each does more than all threads for one.
    sharp.concurrency(1);
    // No picture is opened twice in a row, and a kept file could not be removed.
    sharp.cache(false);
    // libvips reads much more than pictures, some of it risky.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: DECODERS });
    return sharp;
  });
  return loading;
}

/** Failures that say nothing about the picture: another try may go well. */
const OWN_FAILURE =
  /is missing|no such file|no space left|permission denied|input\/output error|out of memory|unable to (allocate|encode)|open for write|blocked/i;

/**
 * Runs sharp and says in our words what is wrong with the picture.
 * @throws AppError `asset_content_invalid`, `asset_dimensions_too_large` or `asset_processing_timeout`; sharp's own
 * error when the fault is ours
 */
export async function withSharp<T>(task: (sharp: SharpModule) => Promise<T>): Promise<T> {
  const sharp = await loadSharp();
  try {
    return await task(sharp);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof AppError || error.name === 'AbortError') throw error;
    if (/timeout: \d+% complete/.test(error.message)) throw new AppError('asset_processing_timeout');
    if (/exceeds pixel limit/.test(error.message)) throw new AppError('asset_dimensions_too_large');
    if (OWN_FAILURE.test(error.message)) throw error;
    throw new AppError('asset_content_invalid', 'The picture is damaged: it cannot be decoded.');
  }
}
