import { expect, test } from 'vitest';
import { createTestFolder, listFiles } from '../../../test/files.ts';
import { noise, png } from '../../../test/images.ts';
import { bytesOf, chunksOf } from '../../../test/objects.ts';
import { sha256Hex } from '../../core/hashing.ts';
import type { ImageType } from '../../imaging/types.ts';
import { newStorageKey } from '../../storage/keys.ts';
import { openLocalStorage } from '../../storage/local.ts';
import type { Storage } from '../../storage/storage.ts';
import { checkDeclaredType, storeImage } from './intake.ts';

const limits = { maxUploadSizeBytes: 1_000_000, maxPixels: 1000, maxFrames: 5, allowedContentTypes: ['image/png'] };
const cat = await png();

const into = (storage: Pick<Storage, 'write'>) => async (type: ImageType, chunks: AsyncIterable<Buffer>) => {
  const key = newStorageKey(0, type.extension);
  await storage.write(key, chunks);
  return key;
};

test.each([1, 2, 5, 11, 12, 13, 1000])('stores what it was given in chunks of %i', async (size) => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  const image = await storeImage(into(storage), chunksOf(cat, size), 'image/png', limits);
  expect(image).toMatchObject({ width: 8, height: 6, frames: 1, size: cat.length, checksumSha256: sha256Hex(cat) });
  expect(image.storageKey).toMatch(/^1970\/01\/01\/[0-9a-f]{32}\.png$/);
  const kept = await bytesOf(await storage.read(image.storageKey, { start: 0, end: cat.length - 1 }));
  expect(kept?.equals(cat)).toBe(true);
});

test.each<[string, Buffer, string]>([
  ['nothing', Buffer.alloc(0), 'asset_file_empty'],
  ['garbage', noise(5000), 'asset_content_invalid'],
  ['half a picture', cat.subarray(0, 100), 'asset_content_invalid'],
  ['too much', Buffer.concat([cat, noise(1_000_000)]), 'asset_file_too_large'],
  ['too many pixels', await png(100, 100), 'asset_dimensions_too_large'],
])('keeps nothing of %s, whatever the size of the chunks', async (_name, bytes, code) => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  for (const size of [1009, 65_536, 2_000_000]) {
    await expect(storeImage(into(storage), chunksOf(bytes, size), 'image/png', limits)).rejects.toMatchObject({ code });
  }
  expect(await listFiles(folder.path)).toEqual([]);
});

test('never holds more than it has to: what is read is stored before more is read', async () => {
  let [read, stored, ahead] = [0, 0, 0];
  const source = async function* () {
    for await (const chunk of chunksOf(Buffer.concat([cat, noise(500_000)]), 1000)) {
      read += 1;
      ahead = Math.max(ahead, read - stored);
      yield chunk;
    }
  };
  const storage: Pick<Storage, 'write'> = {
    async write(_key, chunks) {
      for await (const _chunk of chunks) stored += 1;
    },
  };
  await storeImage(into(storage), source(), 'image/png', limits);
  expect(stored).toBe(Math.ceil((cat.length + 500_000) / 1000));
  expect(ahead).toBe(1);
});

test('a storage that does not read to the end is found out', async () => {
  const storage: Pick<Storage, 'write'> = { write: async () => {} };
  await expect(storeImage(into(storage), chunksOf(cat, 50), 'image/png', limits)).rejects.toThrow('to its end');
});

test.each([
  [undefined, 'asset_content_type_missing'],
  ['', 'asset_content_type_missing'],
  ['  ', 'asset_content_type_missing'],
  ['image/gif', 'asset_content_type_not_allowed'],
  ['image/png2', 'asset_content_type_not_allowed'],
  ['image/*', 'asset_content_type_not_allowed'],
])('refuses the declared type %j', (declared, code) => {
  expect(() => checkDeclaredType(declared, limits)).toThrow(
    expect.objectContaining({ code, details: { field: 'file' } }),
  );
});

test('a declared type counts in any case', () => {
  expect(checkDeclaredType(' Image/PNG ', limits)).toBe('image/png');
});
