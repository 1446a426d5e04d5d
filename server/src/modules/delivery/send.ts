import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors.ts';
import { chooseRange, isNotModified, WHOLE } from './conditions.ts';
import type { Delivered, FromHere } from './service.ts';

/** Nothing in a picture may run, load or frame anything, whatever it pretends to be. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Tells whether the object is there. */
const NOTHING = { start: 0, end: -1 };

/** Answers a request with what there is for its reader. */
export function sendDelivered(request: FastifyRequest, reply: FastifyReply, delivered: Delivered) {
  if (delivered.kind === 'object') return sendObject(request, reply, delivered);
  // A signed address is good for whoever has it, for a while.
  return reply.header('cache-control', 'no-store').redirect(delivered.url, 307);
}

/** With validators, ranges and safe headers (RFC 9110 §13, §14). */
async function sendObject(
  request: FastifyRequest,
  reply: FastifyReply,
  { storage, object, cacheControl, disposition }: FromHere,
): Promise<FastifyReply> {
  const validators = { etag: `"${object.checksum_sha256}"`, lastModified: object.modified_at };
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
      'content-disposition': disposition,
    })
    .send(body);
}
