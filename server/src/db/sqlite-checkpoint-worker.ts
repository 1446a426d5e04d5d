import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Runs in a thread of its own: brings the pages of a log into its database each time it is told to. Writers go on meanwhile
 * (https://sqlite.org/wal.html#checkpointing); what one pass has not brought over is left to the next.
 */
const database = new DatabaseSync(workerData as string);
database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', (word: 'checkpoint' | 'close') => {
  if (word === 'checkpoint') {
    checkpoint.all();
    parentPort?.postMessage('done');
    return;
  }
  database.close();
  parentPort?.close();
});
