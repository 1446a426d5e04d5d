import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** An S3 store of files, as much of one as pictures need, for anybody: signatures are not looked at. */
const [port = '0', folder = ''] = process.argv.slice(2);
const files = new Map<string, string>();

createServer(async (request, response) => {
  const key = new URL(request.url ?? '/', 'http://store').pathname;
  const file = files.get(key);
  try {
    if (request.method === 'PUT') {
      const made = join(folder, randomUUID());
      await pipeline(request, createWriteStream(made));
      files.set(key, made);
      response.setHeader('etag', `"${randomUUID()}"`).end();
    } else if (request.method === 'DELETE') {
      files.delete(key);
      if (file) await rm(file);
      response.writeHead(204).end();
    } else if (file) {
      const { size } = statSync(file);
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
      const [start, end] = range ? [Number(range[1]), Math.min(Number(range[2]), size - 1)] : [0, size - 1];
      response.writeHead(range ? 206 : 200, {
        'content-type': 'image/png',
        'content-length': end - start + 1,
        ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
      });
      await pipeline(createReadStream(file, { start, end }), response);
    } else response.writeHead(key === '/' ? 200 : 404, { 'content-type': 'application/xml' }).end();
  } catch {
    // The load generator hangs up in the middle when its time is over.
    response.destroy();
  }
}).listen(Number(port), '127.0.0.1');
