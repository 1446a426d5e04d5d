import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors.ts';
import type { Place, Storages } from '../../storage/storages.ts';
import { chooseRange, isNotModified, WHOLE } from './conditions.ts';
import type { ObjectRow } from './repo.ts';

/** Nothing in a picture may run, load or frame anything, whatever it pretends to be. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Tells whether the object is there. */
const NOTHING = { start: 0, end: -1 };

export interface SendOptions {
  readonly cacheControl: string;
  /** Save instead of show. */
  readonly download: boolean;
}

export type SendObject = (
  request: FastifyRequest,
  reply: FastifyReply,
  object: ObjectRow,
  options: SendOptions,
) => Promise<FastifyReply>;

/** Sends a stored object from here, or sends the reader to its store, as the store wants it. */
export const createSender =
  (storages: Pick<Storages, 'of'>): SendObject =>
  async (request, reply, object, options) => {
    const place = await storages.of(object);
    const url = request.method === 'GET' && place.redirects ? await addressAt(place, object, options) : undefined;
    // A public address that leads back here is one of this program after all.
    const isOwn = url !== undefined && URL.canParse(url) && new URL(url).host === request.host;
    if (url === undefined || isOwn) return sendFrom(place, request, reply, object, options);
    // A signed address is good for whoever has it, for a while.
    return reply.header('cache-control', 'no-store').redirect(url, 307);
  };

/** Where the store itself gives the object to a reader. */
async function addressAt(
  { storage, publicBaseUrl }: Place,
  { storage_key: key, is_public: isPublic, content_type: contentType, original_file_name: name }: ObjectRow,
  { cacheControl, download }: SendOptions,
): Promise<string | undefined> {
  if (publicBaseUrl !== undefined && isPublic === 1 && !download) return `${publicBaseUrl}/${key}`;
  return storage.sign?.(key, { contentType, cacheControl, disposition: disposition(name, download) });
}

/** With validators, ranges and safe headers (RFC 9110 §13, §14). */
async function sendFrom(
  { storage }: Place,
  request: FastifyRequest,
  reply: FastifyReply,
  object: ObjectRow,
  { cacheControl, download }: SendOptions,
): Promise<FastifyReply> {
  const validators = { etag: `"${object.checksum_sha256}"`, lastModified: object.created_at };
  const headers = {
    etag: validators.etag,
    'last-modified': new Date(validators.lastModified).toUTCString(),
    'cache-control': cacheControl,
    'accept-ranges': 'bytes',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cross-origin-resource-policy': 'cross-origin',
  };
  if (isNotModified(request.headers, validators)) return reply.code(304).headers(headers).send();

  // Ranges are for GET alone (RFC 9110 §14.2).
  const isHead = request.method === 'HEAD';
  const range = isHead ? WHOLE : chooseRange(request.headers, object.size, validators);
  if (range.kind === 'unsatisfiable') {
    reply.header('content-range', `bytes */${object.size}`);
    throw new AppError('range_not_satisfiable');
  }
  const part = range.kind === 'part' ? range : { start: 0, end: object.size - 1 };
  const body = await storage.read(object.storage_key, isHead ? NOTHING : part);
  if (body === undefined) throw new AppError('asset_not_found');
  if (range.kind === 'part') reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${object.size}`);
  return reply
    .headers({
      ...headers,
      'content-type': object.content_type,
      'content-length': part.end - part.start + 1,
      'content-disposition': disposition(object.original_file_name, download),
    })
    .send(body);
}

/** RFC 6266: an ASCII name for old clients, the real one percent-encoded beside it. */
const disposition = (fileName: string | null, download: boolean): string =>
  contentDisposition(fileName ?? undefined, { type: download ? 'attachment' : 'inline' });
