import { type FileHandle, open } from 'node:fs/promises';
import { shareRuns } from '../core/shared-runs.ts';

/** The write-ahead log of a SQLite file that is open in this process (https://sqlite.org/wal.html). */
export interface SqliteLog {
  /**
   * Resolves when everything that was committed before the call is on the disk. The disk is waited for in another
   * thread, once for all who ask meanwhile.
   */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** @param file of the database; its log exists from the first change on, until the last connection is closed */
export function createSqliteLog(file: string): SqliteLog {
  let opening: Promise<FileHandle> | undefined;
  const opened = async (): Promise<FileHandle> => {
    // Windows wants to be allowed to write to what it brings to the disk.
    opening ??= open(`${file}-wal`, 'r+');
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    sync: shareRuns(async () => (await opened()).datasync()),
    async close() {
      await (await opening?.catch(() => undefined))?.close();
    },
  };
}
