import type { Storage } from '../../storage/storage.ts';
import type { Removals } from './removals.ts';

/**
 * The storage, with a note in the database before each object that comes into it: what no row takes over is removed,
 * also when the process is killed.
 */
export const createNotedStorage = (storage: Storage, removals: Removals): Pick<Storage, 'write'> => ({
  async write(key, chunks) {
    const note = removals.expect(key);
    // Told to the one who waits at the end of the chunks; nobody may get there.
    note.catch(() => {});
    try {
      await storage.write(key, endingAfter(note, chunks));
    } catch (error) {
      await note.catch(() => {});
      await removals.remove([{ storage_provider: storage.name, storage_key: key }]);
      throw error;
    }
  },
});

/** The chunks, whose end is only told when `note` is kept: the bytes may arrive meanwhile. */
async function* endingAfter(note: Promise<void>, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  await note;
}
