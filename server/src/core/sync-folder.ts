import { closeSync, fsyncSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Windows has no way to open a folder, and its rename is durable by itself. */
const canOpenFolders = (platform: NodeJS.Platform): boolean => platform !== 'win32';

/** A rename is only durable once its folder is (rename(2) says nothing about the disk). */
export async function syncFolder(path: string, platform = process.platform): Promise<void> {
  if (!canOpenFolders(platform)) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The same, for those who cannot go on before. */
export function syncFolderNow(path: string, platform = process.platform): void {
  if (!canOpenFolders(platform)) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
