import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageCache } from './page-cache.ts';
import type { Assets } from './service.ts';

/** Sends the list that is kept under `key` if nothing has changed since, else the one that `read` puts together. */
export async function sendPage(
  pages: PageCache,
  assets: Assets,
  reply: FastifyReply,
  key: string,
  read: () => Promise<Record<string, unknown>>,
): Promise<FastifyReply> {
  // Asked before the list is read: a change in between makes the kept list count as old, never as new.
  const revision = await assets.revision();
  const kept = pages.find(key, revision);
  reply.type('application/json; charset=utf-8');
  if (kept !== undefined) return reply.send(kept);
  // As bytes: text would have to be encoded again each time it is sent.
  const page = Buffer.from(String(reply.serializeInput(await read(), '200')));
  pages.keep(key, revision, page);
  return reply.send(page);
}

/** The request's query as it was written: requests that spell it alike share a kept list. */
export const queryOf = (request: FastifyRequest): string => {
  const start = request.url.indexOf('?');
  return start === -1 ? '' : request.url.slice(start);
};
