import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { besideLimit } from '../baselines.ts';
import { compare } from '../compare.ts';
import type { RunningHub } from '../hub.ts';
import { pngOf, uploadForm } from '../pictures.ts';
import { noteShare } from '../report.ts';

/** Public content, beside bare node:http that streams the same file. */
export async function measureContent({ server, folder, headers }: RunningHub): Promise<void> {
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
    const file = join(folder, `${bytes}.png`);
    await writeFile(file, picture);
    await besideLimit('file-stream', file, async (limit) => {
      const ours = { server, load: { path: `/content/${data.storageKey}` } };
      noteShare(`content of ${label}`, await compare(ours, { server: limit, load: { path: '/' } }), 0.6);
    });
  }
}
