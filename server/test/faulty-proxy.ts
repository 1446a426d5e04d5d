import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startHttpServer, type TestHttpServer } from './http-server.ts';

/** What a store can be struck with. */
export type StoreFault =
  | 'gone'
  | 'slow'
  | 'full'
  | 'denying'
  | 'overrun'
  | 'broken'
  /** Asks to wait for two minutes. */
  | 'limiting'
  | 'corrupting'
  /** Half of what is read. */
  | 'cutting'
  /** After a part of what is sent. */
  | 'interrupting';

export interface FaultyProxy extends TestHttpServer {
  /** undefined: it only passes on. */
  fault: StoreFault | undefined;
  /** Done before something that is written is passed on. */
  beforeWrite: (() => Promise<unknown>) | undefined;
}

/** What a store says of itself, and nobody may read. */
export const UPSTREAM_TEXT = 'from upstream: /srv/store bucket-owner@example.com';

const STATUS = { full: 507, denying: 403, overrun: 503, broken: 500, limiting: 429 } as const;
const S3_CODE = {
  full: 'XMinioStorageFull',
  denying: 'AccessDenied',
  overrun: 'SlowDown',
  broken: 'InternalError',
  limiting: 'TooManyRequests',
};

/** Stands between the program and a store, and does what it is told to. Use it with `await using`. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const state: Pick<FaultyProxy, 'fault' | 'beforeWrite'> = { fault: undefined, beforeWrite: undefined };
  const server = await startHttpServer((request, response) => {
    const { fault } = state;
    switch (fault) {
      case 'gone':
        return request.socket.destroy();
      case 'slow':
        return undefined;
      case 'interrupting':
        if (request.method !== 'PUT' && request.method !== 'POST') break;
        return request.once('data', () => request.socket.destroy());
      case 'full':
      case 'denying':
      case 'overrun':
      case 'broken':
      case 'limiting':
        if (fault === 'full' && request.method !== 'PUT' && request.method !== 'POST') break;
        return request.resume().on('end', () => refuse(response, fault));
    }
    const isWrite = request.method === 'PUT' || request.method === 'POST';
    return pass(target, request, response, fault, isWrite ? state.beforeWrite : undefined);
  });
  return Object.assign(state, server);
}

function refuse(response: ServerResponse, fault: keyof typeof STATUS): void {
  response
    .writeHead(STATUS[fault], {
      'content-type': 'application/xml',
      ...(fault === 'limiting' && { 'retry-after': '120' }),
    })
    .end(`<Error><Code>${S3_CODE[fault]}</Code><Message>${UPSTREAM_TEXT}</Message></Error>`);
}

async function pass(
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: StoreFault | undefined,
  before: FaultyProxy['beforeWrite'],
): Promise<void> {
  const sent = await buffer(request);
  await before?.();
  const body = fault === 'corrupting' && request.method === 'PUT' ? flipped(sent) : sent;
  const onward = forward(target + request.url, { method: request.method, headers: request.headers }, (answer) => {
    buffer(answer).then(
      (bytes) => {
        const isContent = request.method === 'GET' && bytes.length > 0;
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        if (fault === 'cutting' && isContent) {
          response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
        } else response.end(request.method === 'HEAD' ? undefined : bytes);
      },
      () => response.destroy(),
    );
  });
  onward.on('error', () => response.destroy());
  onward.end(body);
}

const CONTENT = '"content":"';

/** One bit of what is sent: the last, or the first of what is wrapped in JSON. */
function flipped(bytes: Buffer): Buffer {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const content = copy.indexOf(CONTENT);
  const at = content < 0 ? copy.length - 1 : content + CONTENT.length;
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
