import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../core/errors.ts';
import { type Cursor, type Parser, runParser, UnexpectedEnd } from './byte-reader.ts';
import { MalformedImage } from './facts.ts';
import { type MadeFile, makeFile } from './made-file.ts';
import { type Imaging, openPicture, type Picture } from './picture.ts';
import { withSharp } from './sharp.ts';
import { carryOut, plannedBytes, type StripPlan } from './strip/edits.ts';
import { planGif } from './strip/gif.ts';
import { planJpeg } from './strip/jpeg.ts';
import { planPng } from './strip/png.ts';
import { planWebp } from './strip/webp.ts';
import type { StoredType } from './types.ts';

const PLANS: Partial<Record<StoredType['contentType'], (cursor: Cursor) => Parser<StripPlan>>> = {
  'image/jpeg': planJpeg,
  'image/png': planPng,
  'image/webp': planWebp,
  'image/gif': planGif,
};

const CHUNK_BYTES = 256 * 1024;
/** For the formats that have to be written anew. */
const QUALITY = 90;

/**
 * Writes the picture without EXIF, XMP, IPTC, comments, thumbnails, further pictures behind its end, and whatever
 * else is not needed to show it; orientation and colour profile stay. JPEG, PNG, WebP and GIF keep their image data
 * byte for byte; AVIF and TIFF are written anew.
 * @param output path of the new file
 * @returns undefined when there is nothing to be removed: then nothing is written
 * @throws AppError as `openPicture`, and for AVIF and TIFF as `makeFile`
 */
export async function stripPicture(
  imaging: Imaging,
  path: string,
  output: string,
  signal?: AbortSignal,
): Promise<MadeFile | undefined> {
  const picture = await openPicture(imaging, path);
  const planner = PLANS[picture.type.contentType];
  if (!planner) return rewriteWithout(imaging, picture, output, signal);

  await using file = await open(path);
  const plan = await makePlan(planner, path, signal);
  if (plannedBytes(plan) === (await file.stat()).size) return undefined;
  const chunks = carryOut(plan, (start, end) => readRange(file, start, end));
  await pipeline(chunks, createWriteStream(output), { signal });
  // The original gives way to this file: it has to be a picture, and the same one.
  const { type, width, height, frames } = await openPicture(imaging, output);
  if (type !== picture.type || width !== picture.width || height !== picture.height || frames !== picture.frames) {
    throw new Error('Removing metadata changed the picture.');
  }
  return { path: output, type, width, height, frames, size: plannedBytes(plan) };
}

async function makePlan(
  planner: (cursor: Cursor) => Parser<StripPlan>,
  path: string,
  signal: AbortSignal | undefined,
): Promise<StripPlan> {
  const cursor: Cursor = { offset: 0 };
  try {
    const run = runParser(planner(cursor), cursor);
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, signal })) run.push(chunk);
    return run.end();
  } catch (error) {
    if (error instanceof MalformedImage || error instanceof UnexpectedEnd) {
      throw new AppError('asset_content_invalid', 'The picture is damaged: it cannot be read to its end.');
    }
    throw error;
  }
}

async function* readRange(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - at)), {
      position: at,
    });
    if (bytesRead === 0) throw new Error('The file became shorter while it was read.');
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

/** Conversions write these files without metadata; there may be others from elsewhere. */
async function rewriteWithout(
  imaging: Imaging,
  picture: Picture,
  output: string,
  signal: AbortSignal | undefined,
): Promise<MadeFile | undefined> {
  const metadata = await withSharp((sharp) => sharp(picture.path).metadata());
  const { exif, xmp, iptc, tifftagPhotoshop } = metadata;
  if (!exif && !xmp && !iptc && !tifftagPhotoshop) return undefined;
  return makeFile(imaging, picture, { target: picture.type, quality: QUALITY, output, signal });
}
