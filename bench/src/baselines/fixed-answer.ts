import { readFileSync } from 'node:fs';
import Fastify from 'fastify';

/** A bare Fastify route that sends the same bytes as a recorded answer, headers included. */
const [port = '0', recordPath = ''] = process.argv.slice(2);
const { headers, body } = JSON.parse(readFileSync(recordPath, 'utf8')) as {
  headers: Record<string, string>;
  body: string;
};
// As bytes, which are sent faster than text.
const bytes = Buffer.from(body);

const app = Fastify();
app.get('/', (_request, reply) => {
  reply.headers(headers).send(bytes);
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
