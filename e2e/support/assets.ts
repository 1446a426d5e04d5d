import { type Asset, apiKey, createNekoHubClient, type UploadInput, unwrap } from '@nekohub/client';
import { expect } from '@playwright/test';
import { png } from '../../server/test/images.ts';
import { owner } from './account.ts';
import type { Hub } from './hub.ts';

/** Stores a picture, as a script would. Without a word about it, it is a public PNG of noise, 60 × 40. */
export async function putAsset(hub: Hub, { fileName, content, ...rest }: Partial<UploadInput> & { fileName: string }) {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  const bytes = content ?? new Blob([await pngBytes(60, 40)]);
  return client.upload({ contentType: 'image/png', isPublic: true, ...rest, fileName, content: bytes });
}

/** The address of a public picture's bytes. */
export function contentAddress(hub: Hub, asset: Asset): string {
  if (asset.publicUrl === null) throw new Error(`${asset.id} is private.`);
  return new URL(asset.publicUrl, hub.url).href;
}

/** A PNG of noise. A seed of its own makes a picture of its own. */
export const pngBytes = async (width: number, height: number, seed?: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await png(width, height, seed));

/** The asset once nothing is done with it any more. */
export async function processed(hub: Hub, { id }: Pick<Asset, 'id'>): Promise<Asset> {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  let asset: Asset | undefined;
  await expect
    .poll(
      async () => {
        asset = await unwrap(client.api.GET('/api/v1/assets/{id}', { params: { path: { id } } }));
        return asset.processing?.status;
      },
      { message: 'The work on the picture ends', timeout: 300_000 },
    )
    .not.toMatch(/queued|running/);
  if (asset === undefined) throw new Error(`${id} is gone.`);
  return asset;
}

/** Draws on a picture, so that there is a former original, and waits until it is done. */
export async function drawOn(hub: Hub, { id }: Pick<Asset, 'id'>): Promise<void> {
  const client = createNekoHubClient({ baseUrl: hub.url, credentials: apiKey(owner.key) });
  const params = { path: { id, skillName: 'watermark' } };
  const body = { parameters: { Text: 'NekoHub' } };
  await unwrap(client.api.POST('/api/v1/assets/{id}/skills/{skillName}/run', { params, body }));
}
