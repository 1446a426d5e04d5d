import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { API_KEY, type TestApp } from './app.ts';

/** Lets the hub listen on a free port of this machine; closing the hub ends it. */
export async function listen(hub: TestApp): Promise<number> {
  await hub.server.listen({ host: '127.0.0.1', port: 0 });
  const address = hub.server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The hub does not listen.');
  return address.port;
}

/** A bare connection that has sent the head of a request with the API key. */
export async function sendHead(
  port: number,
  request: string,
  headers: Readonly<Record<string, string>>,
): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const all = { Host: 'localhost', Authorization: `Bearer ${API_KEY}`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${request} HTTP/1.1\r\n${lines.join('')}\r\n`);
  return socket;
}

/** What the other side says until it closes; the request must ask it to. */
export async function answerOf(socket: Socket): Promise<{ status: number; body: string }> {
  const answer = await text(socket);
  const end = answer.indexOf('\r\n\r\n');
  return { status: Number(answer.slice(9, 12)), body: answer.slice(end + 4) };
}
