import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { besideLimit } from '../baselines.ts';
import { compare } from '../compare.ts';
import type { RunningHub } from '../hub.ts';
import { sendLoad } from '../load.ts';
import { pngOf, uploadForm } from '../pictures.ts';
import { note, noteShare } from '../report.ts';

const BUCKET = 'bench';
const MAX_GROWTH_MEGABYTES = 64;
const WARM_UP_SECONDS = 10;

/** Public content that is in an S3 store, beside fetching the same object from the store itself. */
export async function measureS3({ server, folder, headers }: RunningHub): Promise<void> {
  const kept = join(folder, 's3');
  await mkdir(kept);
  await besideLimit('s3-store', kept, async (store) => {
    const post = async (path: string, init: RequestInit) => {
      const answer = await fetch(server.url + path, { method: 'POST', ...init });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { data: { id: string; storageKey: string } }).data;
    };
    const profile = await post('/api/v1/system/storage/providers', {
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        name: BUCKET,
        providerType: 's3',
        configuration: { endpoint: store.url, bucket: BUCKET, region: 'bench-1', forcePathStyle: true },
        secretConfiguration: { accessKey: 'bench-access', secretKey: 'bench-secret' },
      }),
    });
    for (const [label, bytes] of [
      ['50 KB', 50_000],
      ['1 MB', 1_000_000],
    ] as const) {
      const form = uploadForm(pngOf(bytes), { storageProviderProfileId: profile.id });
      const asset = await post('/api/v1/assets', {
        headers: { ...form.headers, ...headers },
        body: new Uint8Array(form.body),
      });
      const ours = { server, load: { path: `/content/${asset.storageKey}` } };
      // What the first requests load and compile stays; flat is what does not grow from then on.
      await sendLoad(server, ours.load, WARM_UP_SECONDS);
      const before = server.residentMegabytes();
      const direct = { server: store, load: { path: `/${BUCKET}/${asset.storageKey}` } };
      noteShare(`content of ${label} in S3`, await compare(ours, direct), 0.6);
      const after = server.residentMegabytes();
      if (before === undefined || after === undefined) continue;
      const growth = after - before;
      const isFlat = growth <= MAX_GROWTH_MEGABYTES;
      note('  memory for that', `${growth.toFixed(0)} MB`, `≤ ${MAX_GROWTH_MEGABYTES} MB`, isFlat);
    }
  });
}
