import { createHash, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * Bare node:http that hashes a body and writes it durably to a new file: what no upload can do without. Durable is a
 * file only when the entry in its folder is, too (fsync(2)).
 */
const [port = '0', folder = ''] = process.argv.slice(2);

async function syncFolder(): Promise<void> {
  const entries = await open(folder, 'r');
  await entries.sync();
  await entries.close();
}

createServer(async (request, response) => {
  if (request.method === 'GET') {
    response.end();
    return;
  }
  const hash = createHash('sha256');
  const file = await open(join(folder, randomUUID()), 'wx');
  try {
    for await (const chunk of request) {
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.datasync();
    await syncFolder();
    response.end(hash.digest('hex'));
  } catch {
    // The load generator hangs up in the middle when its time is over.
    response.destroy();
  } finally {
    await file.close();
  }
}).listen(Number(port), '127.0.0.1');
