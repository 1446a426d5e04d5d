/** An S3 store that nobody here wrote: prints its port, and ends when its standard input does. */
import { buildApp } from 'fauxqs';

const server = buildApp({ logger: false });
const address = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${new URL(address).port}\n`);
process.stdin.resume().on('end', () => process.exit());
