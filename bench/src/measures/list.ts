import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { besideLimit } from '../baselines.ts';
import { compare } from '../compare.ts';
import type { RunningHub } from '../hub.ts';
import { UNIQUE } from '../load.ts';
import { noteShare } from '../report.ts';

const PATH = '/api/v1/assets';
/** Headers that any server makes itself. */
const OWN_HEADERS = /^(date|connection|keep-alive|content-length)$/;

/** The first page of the list, beside a bare Fastify route that sends the same bytes. */
export async function measureList({ server, folder, headers }: RunningHub): Promise<void> {
  const list = await fetch(`${server.url}${PATH}`, { headers });
  const record = join(folder, 'list.json');
  const sent = Object.fromEntries([...list.headers].filter(([name]) => !OWN_HEADERS.test(name)));
  await writeFile(record, JSON.stringify({ headers: sent, body: await list.text() }));
  await besideLimit('fixed-answer', record, async (limit) => {
    const bare = { server: limit, load: { path: '/' } };
    noteShare('list of 20 of 20,000', await compare({ server, load: { path: PATH, headers } }, bare), 0.5);
    // An unknown parameter makes every request one that was never answered before: nothing kept can serve it.
    const fresh = { path: `${PATH}?n=${UNIQUE}`, headers };
    noteShare('the same, read anew every time', await compare({ server, load: fresh }, bare));
  });
}
