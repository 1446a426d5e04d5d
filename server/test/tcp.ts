import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Listens on a port of this machine; 0 for any free one. Returns the port. */
export async function listenOn(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
  return address.port;
}

/** A port of this machine that nobody listens on. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listenOn(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** Speaks just enough of PostgreSQL's protocol (§55.7, ErrorResponse) to refuse everybody with this code. */
export function refusingPostgres(code: string, message: string): Server {
  return createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
      const head = Buffer.alloc(5);
      head.write('E');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  });
}
