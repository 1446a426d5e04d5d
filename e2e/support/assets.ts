import { type Asset, apiKey, createNekoHubClient, type UploadInput } from '@nekohub/client';
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
