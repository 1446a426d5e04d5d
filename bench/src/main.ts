import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare } from './compare.ts';
import { makeHub, signIn } from './hub.ts';
import { UNIQUE } from './load.ts';
import { pngOf, uploadForm } from './pictures.ts';
import { type ServerProcess, startServer } from './processes.ts';
import { misses, note, noteShare } from './report.ts';
import { seedAssets } from './seed.ts';
import { signInBurst } from './sign-in-burst.ts';

const HUB_PORT = 5931;
const LIMIT_PORT = 5932;
const ASSETS = 20_000;
const UPLOAD_CONNECTIONS = 8;

const baseline = (name: string) => fileURLToPath(new URL(`./baselines/${name}.ts`, import.meta.url));

/** Runs `measure` beside a bare server and stops that again. */
async function besideLimit(name: string, argument: string, measure: (limit: ServerProcess) => Promise<void>) {
  const limit = await startServer(baseline(name), LIMIT_PORT, '/', { args: [String(LIMIT_PORT), argument] });
  try {
    await measure(limit);
  } finally {
    await limit.stop();
  }
}

const hub = await makeHub(HUB_PORT);
await (await hub.start()).stop();
await seedAssets(hub.settings, ASSETS);
const server = await hub.start();
try {
  note('start to first answer', `${server.startMs.toFixed(0)} ms`, 'at most 1000 ms', server.startMs <= 1000);
  const idle = server.residentMegabytes() ?? 0;
  note('resident memory, idle', `${idle.toFixed(0)} MB`, 'at most 150 MB', idle <= 150);
  const headers = await signIn(server);

  const list = await fetch(`${server.url}/api/v1/assets`, { headers });
  const record = join(hub.folder, 'list.json');
  const sent = Object.fromEntries(
    [...list.headers].filter(([name]) => !/^(date|connection|keep-alive|content-length)$/.test(name)),
  );
  await writeFile(record, JSON.stringify({ headers: sent, body: await list.text() }));
  await besideLimit('fixed-answer', record, async (limit) => {
    const bare = { server: limit, load: { path: '/' } };
    const same = { path: '/api/v1/assets', headers };
    noteShare('list of 20 of 20,000', await compare({ server, load: same }, bare), 0.5);
    // An unknown parameter makes every request one that was never answered before: nothing kept can serve it.
    const fresh = { ...same, path: `${same.path}?n=${UNIQUE}` };
    noteShare('the same, read from the database every time', await compare({ server, load: fresh }, bare), 0);
  });

  for (const [label, bytes] of [
    ['50 KB', 50_000],
    ['1 MB', 1_000_000],
  ] as const) {
    const picture = pngOf(bytes);
    const form = uploadForm(picture);
    const answer = await fetch(`${server.url}/api/v1/assets`, {
      method: 'POST',
      headers: { ...form.headers, ...headers },
      body: new Uint8Array(form.body),
    });
    const { data } = (await answer.json()) as { data: { storageKey: string } };
    const path = join(hub.folder, `${bytes}.png`);
    await writeFile(path, picture);
    await besideLimit('file-stream', path, async (limit) => {
      const ours = { server, load: { path: `/content/${data.storageKey}` } };
      noteShare(`content of ${label}`, await compare(ours, { server: limit, load: { path: '/' } }), 0.6);
    });
  }

  const written = join(hub.folder, 'written');
  await mkdir(written);
  const form = uploadForm(pngOf(200_000));
  await besideLimit('hash-and-write', written, async (limit) => {
    const load = { path: '/', method: 'POST', ...form, connections: UPLOAD_CONNECTIONS } as const;
    const ours = { ...load, path: '/api/v1/assets', headers: { ...form.headers, ...headers } };
    noteShare('upload of 200 KB', await compare({ server, load: ours }, { server: limit, load }), 0.6);
  });

  const { p99Ms, byStatus } = await signInBurst(server);
  const outcome = [...byStatus].map(([status, count]) => `${count} × ${status}`).join(', ');
  note('ping during 200 sign-ins at once, p99', `${p99Ms.toFixed(0)} ms (${outcome})`, 'at most 100 ms', p99Ms <= 100);
  const loaded = server.residentMegabytes() ?? 0;
  note('resident memory, after load', `${loaded.toFixed(0)} MB`, 'reported', true);
} finally {
  await server.stop();
  await hub.remove();
}
process.exitCode = misses() > 0 ? 1 : 0;
