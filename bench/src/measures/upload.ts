import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { besideLimit } from '../baselines.ts';
import { compare } from '../compare.ts';
import type { RunningHub } from '../hub.ts';
import { pngOf, uploadForm } from '../pictures.ts';
import { noteShare } from '../report.ts';

/** As many as share commits well; a script that uploads a folder has about as many under way. */
const CONNECTIONS = 16;

/** Uploads, beside bare node:http that hashes the same bytes and writes them durably. */
export async function measureUpload({ server, folder, headers }: RunningHub): Promise<void> {
  const written = join(folder, 'written');
  await mkdir(written);
  const form = uploadForm(pngOf(200_000));
  await besideLimit('hash-and-write', written, async (limit) => {
    const load = { path: '/', method: 'POST', ...form, connections: CONNECTIONS } as const;
    const ours = { ...load, path: '/api/v1/assets', headers: { ...form.headers, ...headers } };
    noteShare('upload of 200 KB', await compare({ server, load: ours }, { server: limit, load }), 0.6);
  });
}
