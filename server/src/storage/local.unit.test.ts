import { chmod, mkdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestFolder, listFiles } from '../../test/files.ts';
import { noise } from '../../test/images.ts';
import { bytesOf, chunksOf } from '../../test/objects.ts';
import { describeStorage } from '../../test/storage-contract/contract.ts';
import { DAY } from '../core/clock.ts';
import { openLocalStorage } from './local.ts';

describeStorage('local', async () => {
  const folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  return {
    storage,
    address: { driver: 'local', rootPath: folder.path },
    listEverything: () => listFiles(folder.path),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
});

const KEY = '2026/04/08/0196.png';
const WHOLE = { start: 0, end: 99 };

test.each(['', '/', '/.', '/../{}', '//'])('the folder may be written as %j', async (suffix) => {
  await using folder = await createTestFolder();
  const spelled = folder.path + suffix.replace('{}', folder.path.split('/').at(-1) ?? '');
  const storage = await openLocalStorage({ rootPath: spelled, createRoot: true });
  await storage.write(KEY, chunksOf(noise(100), 7));
  expect(await listFiles(folder.path)).toEqual([KEY]);
  expect(await bytesOf(await storage.read(KEY, WHOLE))).toEqual(noise(100));
});

test('a missing folder is made, or refused without saying where it is', async () => {
  await using folder = await createTestFolder();
  const rootPath = join(folder.path, 'a', 'b');
  const refused = openLocalStorage({ rootPath, createRoot: false });
  await expect(refused).rejects.toThrow(/Storage__Local__RootPath is missing/);
  await expect(refused).rejects.not.toThrow(folder.path);
  await openLocalStorage({ rootPath, createRoot: true });
  await openLocalStorage({ rootPath, createRoot: false });
});

test('folders that somebody removed are made again', async () => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  await storage.write(KEY, chunksOf(noise(100), 100));
  await rm(join(folder.path, '2026'), { recursive: true });
  await storage.write(KEY, chunksOf(noise(100), 100));
  expect(await listFiles(folder.path)).toEqual([KEY]);
});

test('a place that cannot be written to fails, and leaves nothing', async () => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  await writeFile(join(folder.path, '2026'), 'a file where a folder has to be');
  await expect(storage.write(KEY, chunksOf(noise(100), 100))).rejects.toThrow();
  expect(await listFiles(folder.path)).toEqual(['2026']);
});

test('leftovers of a killed process go at the next start, what is under way stays', async () => {
  await using folder = await createTestFolder();
  const incoming = join(folder.path, '.incoming');
  await mkdir(incoming);
  for (const name of ['old', 'young']) await writeFile(join(incoming, name), 'half a picture');
  const longAgo = new Date(Date.now() - 2 * DAY);
  await utimes(join(incoming, 'old'), longAgo, longAgo);
  await openLocalStorage({ rootPath: folder.path, createRoot: true });
  expect(await listFiles(folder.path)).toEqual([join('.incoming', 'young')]);
});

test.each([100, 600_000])('%i bytes are written again after a folder of unfinished ones was removed', async (size) => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  for (let tries = 0; tries < 2; tries += 1) {
    await rm(join(folder.path, '.incoming'), { recursive: true });
    await storage.write(KEY, chunksOf(noise(size), 70_000));
    expect((await bytesOf(await storage.read(KEY, { start: 0, end: size - 1 })))?.equals(noise(size))).toBe(true);
    await storage.check();
  }
  expect(await listFiles(folder.path)).toEqual([KEY]);
});

test.each([100, 600_000])('%i bytes take the place of what a killed process left half written', async (size) => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  await storage.write(KEY, chunksOf(noise(99, 2), 99));
  await truncate(join(folder.path, KEY), 40);
  await storage.write(KEY, chunksOf(noise(size), 70_000));
  expect((await bytesOf(await storage.read(KEY, { start: 0, end: size - 1 })))?.equals(noise(size))).toBe(true);
  expect(await listFiles(folder.path)).toEqual([KEY]);
});

test('the check fails when nothing can be written', async () => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  await rm(join(folder.path, '.incoming'), { recursive: true });
  await writeFile(join(folder.path, '.incoming'), 'a file where a folder has to be');
  await expect(storage.check()).rejects.toThrow();
});

test('an object that lost bytes is an error, not a short answer', async () => {
  await using folder = await createTestFolder();
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  await storage.write(KEY, chunksOf(noise(99), 100));
  await expect(storage.read(KEY, WHOLE)).rejects.toMatchObject({ code: 'storage_provider_content_damaged' });
});

test.skipIf(process.platform === 'win32')('objects are not for everybody on the machine', async () => {
  await using folder = await createTestFolder();
  await chmod(folder.path, 0o755);
  const storage = await openLocalStorage({ rootPath: folder.path, createRoot: true });
  await storage.write(KEY, chunksOf(noise(100), 100));
  for (const name of ['2026', KEY]) expect((await stat(join(folder.path, name))).mode & 0o007, name).toBe(0);
});
