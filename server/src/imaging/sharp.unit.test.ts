import { expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import { withSharp } from './sharp.ts';

const failing = (message: string) =>
  withSharp(async () => {
    throw new Error(message);
  }).catch((error: unknown) => (error instanceof AppError ? error.code : String(error)));

test.each([
  ['timeout: 42% complete', 'asset_processing_timeout'],
  ['Input image exceeds pixel limit', 'asset_dimensions_too_large'],
  ['Input file contains unsupported image format', 'asset_content_invalid'],
  ['VipsJpeg: premature end of JPEG image\nvips2png: unable to write to target /data/x', 'asset_content_invalid'],
  ['/data/x: write error\nsystem error: No space left on device', 'Error: '],
  ['/data/x: unable to open for write\nsystem error: Permission denied', 'Error: '],
  ['Input file is missing: /data/x', 'Error: '],
  ['vips_malloc: out of memory --- size == 400MB', 'Error: '],
])('%j: %s', async (message, expected) => {
  const result = await failing(message);
  // Failures of the machine are no refusals: another try may go well.
  expect(result.startsWith('Error: ') ? 'Error: ' : result).toBe(expected);
});

test('refusals from within and giving up are passed on', async () => {
  const refusal = new AppError('asset_memory_exceeded');
  await expect(withSharp(() => Promise.reject(refusal))).rejects.toBe(refusal);
  const abort = AbortSignal.abort();
  await expect(withSharp(async () => abort.throwIfAborted())).rejects.toBe(abort.reason);
});

test('no path and no words of the library reach the client', async () => {
  await expect(withSharp((sharp) => sharp(Buffer.from('GIF89a, but no more')).metadata())).rejects.toMatchObject({
    message: 'The picture is damaged: it cannot be decoded.',
  });
});
