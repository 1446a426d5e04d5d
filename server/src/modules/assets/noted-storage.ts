import type { Storage } from '../../storage/storage.ts';
import { type Place, recordOf } from '../../storage/storages.ts';
import type { Removals } from './removals.ts';

/**
 * The storage, with a note in the database before each object that comes into it: what no row takes over is removed,
 * also when the process is killed.
 */
export const createNotedStorage = (place: Place, removals: Removals): Pick<Storage, 'write'> => ({
  async write(key, chunks, facts) {
    const object = { ...recordOf(place), storage_key: key };
    const note = removals.expect(object);
    // Told to the one who waits at the end of the chunks; nobody may get there.
    note.catch(() => {});
    try {
      await place.storage.write(key, endingAfter(note, chunks), facts);
    } catch (error) {
      await note.catch(() => {});
      await removals.remove([object]);
      throw error;
    }
  },
});

/** The chunks, whose end is only told when `note` is kept: the bytes may arrive meanwhile. */
async function* endingAfter(note: Promise<void>, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
  await note;
}
