import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readOrCreateKey } from './key-files.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'nekohub-keys-')), 'keys');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

test('makes 256 random bits that only the owner can read, once', async () => {
  const key = readOrCreateKey(folder, 'jwt.key').reveal();
  expect(key).toHaveLength(32);
  expect(readOrCreateKey(folder, 'jwt.key').reveal()).toEqual(key);
  expect(readOrCreateKey(folder, 'encryption.key').reveal()).not.toEqual(key);
  expect(await modeOf(join(folder, 'jwt.key'))).toBe('600');
  expect(await modeOf(folder)).toBe('700');
  expect((await readdir(folder)).toSorted()).toEqual(['encryption.key', 'jwt.key']);
});

test.each(['', 'short', 'x'.repeat(44)])('refuses a damaged file without quoting it: %j', async (content) => {
  readOrCreateKey(folder, 'jwt.key');
  await chmod(join(folder, 'jwt.key'), 0o600);
  await writeFile(join(folder, 'jwt.key'), content);
  const read = () => readOrCreateKey(folder, 'jwt.key');
  expect(read).toThrow('jwt.key is damaged');
  if (content) expect(read).not.toThrow(content);
});
