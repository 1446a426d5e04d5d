import { setTimeout } from 'node:timers/promises';
import type { RunningHub } from '../hub.ts';
import { percentile } from '../load.ts';
import { makePicture } from '../pictures.ts';
import { note } from '../report.ts';

const CLIENTS = 8;
const UPLOADS_A_CLIENT = 10;
const UPLOADS = CLIENTS * UPLOADS_A_CLIENT;
const LOOK_EVERY_MS = 20;
const GIVE_UP_AFTER_MS = 120_000;

/** From the answer to an upload to the picture's thumbnail, while clients upload one picture after another. */
export async function measureThumbnails(hub: RunningHub): Promise<void> {
  const picture = new Blob([Uint8Array.from(await makePicture(1600, 1200, 'jpeg'))], { type: 'image/jpeg' });
  const answeredAt = new Map<string, number>();
  const client = async () => {
    for (let upload = 0; upload < UPLOADS_A_CLIENT; upload += 1) {
      answeredAt.set(await uploadTo(hub, picture), performance.now());
    }
  };
  const startedAt = performance.now();
  const uploading = Promise.all(Array.from({ length: CLIENTS }, client));
  const times = await watch(hub, answeredAt);
  await uploading;
  const perSecond = (UPLOADS * 1000) / (performance.now() - startedAt);
  const figures = `p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`;
  note(`from 202 to thumbnail, ${CLIENTS} clients`, `${figures} (${perSecond.toFixed(1)} pictures/s)`, '', undefined);
}

async function uploadTo({ server, headers }: RunningHub, picture: Blob): Promise<string> {
  const body = new FormData();
  body.set('file', picture, 'bench.jpg');
  const response = await fetch(`${server.url}/api/v1/assets`, { method: 'POST', headers, body });
  if (response.status !== 202) throw new Error(`An upload was answered with ${response.status}.`);
  return ((await response.json()) as { data: { id: string } }).data.id;
}

/** Looks at the newest assets until each upload has its thumbnail. Returns how long each took, in ms. */
async function watch({ server, headers }: RunningHub, answeredAt: ReadonlyMap<string, number>): Promise<number[]> {
  const waited = new Map<string, number>();
  const deadline = performance.now() + GIVE_UP_AFTER_MS;
  while (waited.size < UPLOADS) {
    if (performance.now() > deadline) throw new Error('A picture got no thumbnail.');
    const response = await fetch(`${server.url}/api/v1/assets?pageSize=${UPLOADS}`, { headers });
    const { data } = (await response.json()) as { data: { items: { id: string; thumbnailUrl: string | null }[] } };
    const now = performance.now();
    for (const { id, thumbnailUrl } of data.items) {
      const answered = answeredAt.get(id);
      if (thumbnailUrl && answered !== undefined && !waited.has(id)) waited.set(id, now - answered);
    }
    await setTimeout(LOOK_EVERY_MS);
  }
  return [...waited.values()];
}
