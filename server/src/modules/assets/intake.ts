import { createHash } from 'node:crypto';
import { AppError } from '../../core/errors.ts';
import type { ImageFacts } from '../../imaging/facts.ts';
import { type ImageLimits, type Inspection, inspectImage, SNIFF_BYTES, sniffType } from '../../imaging/inspect.ts';
import type { ImageType } from '../../imaging/types.ts';
import type { Place } from '../../storage/storages.ts';

export interface IntakeLimits extends ImageLimits {
  readonly maxUploadSizeBytes: number;
  readonly allowedContentTypes: readonly string[];
}

/** A verified picture in a store. */
export interface TakenImage extends ImageFacts {
  readonly storageKey: string;
  readonly type: ImageType;
  readonly size: number;
  readonly checksumSha256: string;
}

/** One that no row knows yet, and where it is. */
export interface StoredImage extends TakenImage {
  readonly place: Place;
}

/** Checks what the client says of the file, before its bytes are looked at. */
export function checkDeclaredType(contentType: string | undefined, { allowedContentTypes }: IntakeLimits): string {
  const declared = contentType?.trim().toLowerCase() ?? '';
  const field = 'file';
  if (declared === '') throw new AppError('asset_content_type_missing', undefined, { field });
  if (!allowedContentTypes.includes(declared)) {
    throw new AppError('asset_content_type_not_allowed', `Allowed are ${allowedContentTypes.join(', ')}.`, { field });
  }
  return declared;
}

/**
 * Takes a picture in, in one pass: size limit, SHA-256, verification and storing all see each chunk once. When
 * anything is wrong nothing is left behind.
 * @param store keeps an object and returns its key
 * @param declaredType as returned by {@link checkDeclaredType}
 */
export async function storeImage(
  store: (type: ImageType, chunks: AsyncIterable<Buffer>) => Promise<string>,
  source: AsyncIterable<Buffer>,
  declaredType: string,
  limits: IntakeLimits,
): Promise<TakenImage> {
  const { head, rest } = await peek(source, SNIFF_BYTES);
  if (head.length === 0) throw new AppError('asset_file_empty', undefined, { field: 'file' });
  const type = sniffType(head);
  if (type?.contentType !== declaredType) throw mismatch(declaredType, type);

  const inspection = inspectImage(type, limits);
  const pass = { size: 0, hash: createHash('sha256'), facts: undefined as ImageFacts | undefined };
  const storageKey = await store(type, inspected(head, rest, inspection, limits.maxUploadSizeBytes, pass));
  if (!pass.facts) throw new Error('The storage did not read the file to its end.');
  return { ...pass.facts, storageKey, type, size: pass.size, checksumSha256: pass.hash.digest('hex') };
}

async function* inspected(
  head: Buffer,
  rest: AsyncIterable<Buffer>,
  inspection: Inspection,
  maxBytes: number,
  pass: { size: number; hash: ReturnType<typeof createHash>; facts: ImageFacts | undefined },
): AsyncGenerator<Buffer> {
  const look = (chunk: Buffer): Buffer => {
    pass.size += chunk.length;
    if (pass.size > maxBytes) throw tooLarge(maxBytes);
    pass.hash.update(chunk);
    inspection.push(chunk);
    return chunk;
  };
  yield look(head);
  for await (const chunk of rest) yield look(chunk);
  pass.facts = inspection.end();
}

export const tooLarge = (maxBytes: number): AppError =>
  new AppError('asset_file_too_large', `The file is larger than the ${maxBytes} bytes that are allowed.`, {
    field: 'file',
  });

/** The first chunks until `bytes` are there (fewer when the source ends), and the rest of the source. */
async function peek(
  source: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ head: Buffer; rest: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  const rest: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => iterator };
  const parts: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return { head: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts), rest };
}

function mismatch(declared: string, actual: ImageType | undefined): AppError {
  const found = actual ? `they are ${actual.contentType}` : 'they are not a picture of a known type';
  return new AppError('asset_content_invalid', `The file is declared as ${declared}, but by its bytes ${found}.`, {
    field: 'file',
  });
}
