import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { syncFolder, syncFolderNow } from './sync-folder.ts';

const MISSING = join(tmpdir(), 'no', 'such', 'folder');
const WAYS = { async: syncFolder, now: async (...args: Parameters<typeof syncFolderNow>) => syncFolderNow(...args) };

test.each(Object.entries(WAYS))('opens a folder (%s), but not on Windows, which cannot', async (_way, sync) => {
  await sync(tmpdir(), 'linux');
  await expect(sync(MISSING, 'linux')).rejects.toThrow('ENOENT');
  await sync(MISSING, 'win32');
});
