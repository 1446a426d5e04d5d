import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

/** Bare node:http that streams one file, its length known. */
const [port = '0', path = ''] = process.argv.slice(2);
const { size } = statSync(path);

createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'image/png', 'content-length': size });
  createReadStream(path).pipe(response);
}).listen(Number(port), '127.0.0.1');
