import { constants, fdatasync, open, writev } from 'node:fs';
import { promisify } from 'node:util';

/**
 * A write that returns when its bytes are on the disk (open(2)): one trip to another thread instead of two. Elsewhere than
 * on Linux the flag is missing or promises less than fdatasync does.
 */
const O_DSYNC = process.platform === 'linux' ? constants.O_DSYNC : 0;
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | O_DSYNC;

// Not the handles of `node:fs/promises`: making one, and closing it in another thread, is felt with many small files.
const openFile = promisify(open);
const writeFile = promisify(writev);
const syncFile = promisify(fdatasync);

/** Makes a file for {@link writeDurably}; the caller closes it. @throws Error of the system, EEXIST when it is there */
export const openNew = (path: string): Promise<number> => openFile(path, FLAGS, 0o640);

/** Resolves when the bytes are on the disk. */
export async function writeDurably(file: number, bytes: Buffer[]): Promise<void> {
  const { bytesWritten } = await writeFile(file, bytes);
  const length = bytes.reduce((sum, { length }) => sum + length, 0);
  // Rare: the disk is about to be full, and the next try says so.
  if (bytesWritten < length) await writeDurably(file, [Buffer.concat(bytes).subarray(bytesWritten)]);
  else if (O_DSYNC === 0) await syncFile(file);
}
