import { join } from 'node:path';
import type { Asset } from '../src/modules/assets/schema.ts';
import { API_KEY, bearer, type TestApp } from './app.ts';
import { listFiles } from './files.ts';
import { png } from './images.ts';

/** One part of a form: a field, or a file when it has a name. */
export interface Part {
  readonly name?: string;
  readonly value: string | Buffer;
  readonly fileName?: string;
  readonly contentType?: string;
  /** The header as it is sent, instead of the one made of `name` and `fileName`. */
  readonly disposition?: string;
}

export const BOUNDARY = 'a-boundary-of-the-tests';
export const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

export const filePart = (value: Buffer | string, part: Partial<Part> = {}): Part => ({
  name: 'file',
  fileName: 'cat.png',
  contentType: 'image/png',
  ...part,
  value,
});

export const field = (name: string, value: string): Part => ({ name, value });

/** The bytes of a form (RFC 7578). */
export function formOf(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap((part) => [Buffer.from(headOf(part)), Buffer.from(part.value), Buffer.from('\r\n')]);
  return Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export function headOf({ name, fileName, contentType, disposition }: Part): string {
  const named = name === undefined ? '' : `; name="${name}"`;
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const type = contentType === undefined ? '' : `\r\nContent-Type: ${contentType}`;
  return `--${BOUNDARY}\r\nContent-Disposition: ${disposition ?? `form-data${named}${file}`}${type}\r\n\r\n`;
}

/** Sends a form of these parts with the API key. */
export const sendForm = (hub: TestApp, parts: readonly Part[]) =>
  hub.server.inject({
    method: 'POST',
    url: '/api/v1/assets',
    headers: { ...bearer(API_KEY), 'content-type': FORM_TYPE },
    payload: formOf(parts),
  });

/** What of an upload a test cares about; everything else is good. */
export interface TestUpload {
  readonly bytes?: Buffer;
  readonly fileName?: string;
  readonly contentType?: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Uploads a picture that is fine. */
export async function uploadAsset(hub: TestApp, { bytes, fields = {}, ...file }: TestUpload = {}): Promise<Asset> {
  const parts = Object.entries(fields).map(([name, value]) => field(name, value));
  const answer = await sendForm(hub, [...parts, filePart(bytes ?? (await png()), file)]);
  if (answer.statusCode !== 202) throw new Error(`The upload was refused: ${answer.body}`);
  return answer.json<{ data: Asset }>().data;
}

/** The stored objects, whole ones and drafts, as paths below the storage folder. */
export const storedFiles = (hub: TestApp): Promise<string[]> => listFiles(hub.config.storage.localRootPath);

/** Where an object of the hub is kept. */
export const storedFile = (hub: TestApp, storageKey: string): string =>
  join(hub.config.storage.localRootPath, storageKey);
