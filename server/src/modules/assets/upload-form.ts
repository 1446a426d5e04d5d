import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { AppError } from '../../core/errors.ts';
import { parseId, type StorageProfileId } from '../../core/ids.ts';
import { tooLarge } from './intake.ts';
import type { IncomingFile, NewAsset } from './service.ts';

const LIMITS = { fieldSize: 64 * 1024, fieldNameSize: 200, fields: 50, files: 10, headerPairs: 50 };
/** Room for text fields and part headers beside the file. */
export const FORM_OVERHEAD_BYTES = 256 * 1024;

/** What is done with the file of a form. */
export interface FileSink<Stored> {
  /** Called while the file arrives. */
  store(file: IncomingFile): Promise<Stored>;
  /** Called with what `store` made when the form turns out to be bad after all. */
  discard(stored: Stored): Promise<void>;
}

/**
 * Reads an upload form in one pass; fields may come before or behind the file.
 * @param maxBytes of the file; the form may be larger by {@link FORM_OVERHEAD_BYTES}
 * @throws AppError `request_invalid` for a form that cannot be read, `asset_file_required`, or what `store` throws
 */
export async function readUploadForm<Stored>(
  raw: IncomingMessage,
  sink: FileSink<Stored>,
  maxBytes: number,
): Promise<{ stored: Stored; asset: NewAsset }> {
  const fields = new Map<string, string>();
  const parts: { name: string; stream: Readable; storing: Promise<Stored> }[] = [];

  const reading = new Promise<void>((resolve, reject) => {
    const busboy = openBusboy(raw);
    const stop = (error: unknown) => {
      // The rest is read and dropped, so that the client gets to see the answer.
      raw.unpipe(busboy);
      raw.resume();
      reject(error);
    };
    busboy.on('field', (name: string | undefined, value, _nameTruncated, truncated) => {
      // A part may come without a name.
      if (name === undefined) return;
      if (truncated) stop(new AppError('request_invalid', `The field ${name} is too long.`, { field: name }));
      const key = name.toLowerCase();
      if (!fields.has(key)) fields.set(key, value);
    });
    busboy.on('file', (field, stream, name, _encoding, contentType) => {
      stream.on('error', () => {});
      // The first part of that name wins; a part without a file name is what browsers send for "nothing chosen".
      if (field?.toLowerCase() !== 'file' || parts.length > 0 || !name) {
        stream.resume();
        return;
      }
      const storing = sink.store({ name, contentType, chunks: stream, known: knownOf(fields) });
      storing.catch(stop);
      parts.push({ name, stream, storing });
    });
    busboy.once('finish', () => resolve());
    busboy.on('error', () => stop(new AppError('request_invalid', 'The form cannot be read.')));
    raw.once('close', () => {
      // Not `complete`: bytes that arrived may still lie unread when the connection goes.
      if (!raw.readableEnded) stop(new AppError('request_invalid', 'The upload was cut off.'));
    });
    let received = 0;
    const count = (chunk: Buffer) => {
      received += chunk.length;
      if (received <= maxBytes + FORM_OVERHEAD_BYTES) return;
      raw.off('data', count);
      stop(tooLarge(maxBytes));
    };
    raw.on('data', count);
    raw.pipe(busboy);
  });

  try {
    await reading;
    const [file] = parts;
    if (!file) throw new AppError('asset_file_required', undefined, { field: 'file' });
    return { stored: await file.storing, asset: toNewAsset(fields, file.name) };
  } catch (error) {
    for (const { stream, storing } of parts) {
      stream.destroy(new Error('The form is not read on.'));
      const stored = await storing.catch(() => undefined);
      if (stored !== undefined) await sink.discard(stored);
    }
    throw error;
  }
}

function openBusboy(raw: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({ headers: raw.headers as BusboyHeaders, limits: LIMITS, preservePath: true });
  } catch {
    throw new AppError('request_invalid', 'The form has no boundary.');
  }
}

function textIn(fields: ReadonlyMap<string, string>, name: string): string | null {
  const value = fields.get(name.toLowerCase());
  return value?.trim() ? value : null;
}

/** What fields before the file say; what is wrong with one is said once all are there. */
function knownOf(fields: ReadonlyMap<string, string>): NonNullable<IncomingFile['known']> {
  const storageProfileId = parseId<StorageProfileId>(textIn(fields, 'storageProviderProfileId') ?? '');
  const isPublic = { true: true, false: false }[textIn(fields, 'isPublic')?.trim().toLowerCase() ?? ''];
  const commitMessage = textIn(fields, 'commitMessage');
  return {
    ...(storageProfileId !== undefined && { storageProfileId }),
    ...(isPublic !== undefined && { isPublic }),
    ...(commitMessage !== null && { commitMessage }),
  };
}

function toNewAsset(fields: ReadonlyMap<string, string>, fileName: string): NewAsset {
  const text = (name: string): string | null => textIn(fields, name);
  return {
    fileName,
    description: text('description'),
    altText: text('altText'),
    isPublic: readBoolean(text('isPublic'), 'isPublic') ?? true,
    storageProfileId: readId(text('storageProviderProfileId'), 'storageProviderProfileId'),
    runEnrichment: readBoolean(text('runEnrichment'), 'runEnrichment') ?? true,
    commitMessage: text('commitMessage'),
  };
}

function readBoolean(text: string | null, field: string): boolean | undefined {
  if (text === null) return undefined;
  const value = text.trim().toLowerCase();
  if (value !== 'true' && value !== 'false')
    throw new AppError('request_invalid', `The field ${field} must be true or false.`, { field });
  return value === 'true';
}

function readId(text: string | null, field: string): StorageProfileId | null {
  if (text === null) return null;
  const id = parseId<StorageProfileId>(text);
  if (!id) throw new AppError('request_invalid', `The field ${field} must be a UUID.`, { field });
  return id;
}
