import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type Answer, startHttpServer } from '../../test/http-server.ts';
import { createOutbound, type Outbound, type OutboundLimits, type OutboundOptions } from './outbound.ts';

const LIMITS: OutboundLimits = { timeoutMs: 30_000, maxResponseBytes: 10_000 };
/** For what never comes. */
const SHORT: OutboundLimits = { ...LIMITS, timeoutMs: 150 };

const opened: Outbound[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((outbound) => outbound.close()));
});

function open(options: Partial<OutboundOptions> = {}): Outbound {
  const outbound = createOutbound({ allowedNetworks: ['127.0.0.1'], maxConcurrent: 4, maxWaiting: 4, ...options });
  opened.push(outbound);
  return outbound;
}

/** What a call ends with: status and body, or the code and sentence of the refusal. */
async function outcome(call: Promise<Response>): Promise<[number | string, string]> {
  try {
    const response = await call;
    return [response.status, await response.text()];
  } catch (error) {
    return [(error as { code: string }).code, (error as Error).message];
  }
}

const hello: Answer = (_request, response) => response.end('hello');

describe('addresses', () => {
  test.each([
    ['http://127.0.0.1:PORT/', 'outbound_address_not_allowed'],
    ['http://2130706433:PORT/', 'outbound_address_not_allowed'],
    ['http://0x7f.1:PORT/', 'outbound_address_not_allowed'],
    ['http://0177.0.0.1:PORT/', 'outbound_address_not_allowed'],
    ['http://127.1:PORT/', 'outbound_address_not_allowed'],
    ['http://１２７.0.0.1:PORT/', 'outbound_address_not_allowed'],
    ['http://[::ffff:127.0.0.1]:PORT/', 'outbound_address_not_allowed'],
    ['http://[::1]:PORT/', 'outbound_address_not_allowed'],
    ['http://0.0.0.0:PORT/', 'outbound_address_not_allowed'],
    ['http://localhost:PORT/', 'outbound_address_not_allowed'],
    ['http://user@127.0.0.1:PORT/', 'outbound_url_invalid'],
    ['http://user:password@one.example:PORT/', 'outbound_url_invalid'],
    ['file:///etc/passwd', 'outbound_url_invalid'],
    ['ftp://one.example/', 'outbound_url_invalid'],
    ['data:text/plain,hello', 'outbound_url_invalid'],
    ['/path', 'outbound_url_invalid'],
    ['', 'outbound_url_invalid'],
  ])('%s is %s', async (address, code) => {
    await using server = await startHttpServer(hello);
    const url = address.replace('PORT', String(server.port));
    expect((await outcome(open({ allowedNetworks: [] }).fetch(url, {}, LIMITS)))[0]).toBe(code);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['a private address', ['10.0.0.1']],
    ['loopback', ['127.0.0.2']],
    ['a metadata service', ['169.254.169.254']],
    ['IPv6 around a private IPv4', ['::ffff:10.0.0.1']],
    ['one bad address among good ones', ['127.0.0.1', '1.1.1.1', '192.168.0.1']],
  ])('a name for %s is refused, without telling what it resolves to', async (_case, addresses) => {
    await using server = await startHttpServer(hello);
    const outbound = open({ resolveHost: async () => addresses });
    const [code, message] = await outcome(outbound.fetch(`http://one.example:${server.port}`, {}, LIMITS));
    expect(code).toBe('outbound_address_not_allowed');
    expect(message).toContain('one.example');
    for (const address of addresses) expect(message).not.toContain(address);
    expect(server.requests).toEqual([]);
  });

  test.each([
    [['127.0.0.1'], 'one.example'],
    [['127.0.0.0/8'], 'one.example'],
    [['one.example'], 'one.example'],
    [['127.0.0.1'], '127.0.0.1'],
    [['127.0.0.0/8'], '[::ffff:127.0.0.1]'],
  ])('with %j allowed, %s is reached', async (allowedNetworks, host) => {
    await using server = await startHttpServer(hello);
    const outbound = open({ allowedNetworks, resolveHost: async () => ['127.0.0.1'] });
    expect(await outcome(outbound.fetch(`http://${host}:${server.port}`, {}, LIMITS))).toEqual([200, 'hello']);
  });

  test('a name is looked up once a connection, and what it says next is checked anew', async () => {
    await using server = await startHttpServer((_request, response) => {
      response.setHeader('connection', 'close').end('hello');
    });
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.1']];
    const outbound = open({ resolveHost: async () => answers.shift() ?? [] });
    const results = [];
    for (let n = 0; n < 4; n += 1) {
      results.push((await outcome(outbound.fetch(`http://one.example:${server.port}`, {}, LIMITS)))[0]);
    }
    expect(results).toEqual([200, 'outbound_address_not_allowed', 200, 'outbound_unreachable']);
    expect(server.requests).toHaveLength(2);
  });
});

describe('redirects', () => {
  test('are the answer when nobody asked to follow them', async () => {
    await using server = await startHttpServer((_request, response) => {
      response.writeHead(302, { location: '/other' }).end();
    });
    expect(await outcome(open().fetch(server.url, {}, LIMITS))).toEqual([302, '']);
    expect(server.requests).toEqual(['GET /']);
  });

  test('of one origin are followed with the credentials, so far and no further', async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startHttpServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `${request.url}x` }).end();
    });
    const limits = { ...LIMITS, maxRedirects: 2 };
    const answer = await open().fetch(server.url, { headers: { authorization: 'Bearer a' } }, limits);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/xxx']);
    expect(server.requests).toEqual(['GET /', 'GET /x', 'GET /xx']);
    expect(seen).toEqual(['Bearer a', 'Bearer a', 'Bearer a']);
  });

  test.each([
    ['another port of an allowed address', (port: number) => `http://127.0.0.1:${port}/`],
    ['a private address', () => 'http://10.0.0.1/'],
    ['a name for a private address', (port: number) => `http://two.example:${port}/`],
    ['a metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
  ])('to %s are refused', async (_case, targetAt) => {
    await using inside = await startHttpServer(hello);
    await using server = await startHttpServer((_request, response) => {
      response.writeHead(307, { location: targetAt(inside.port) }).end();
    });
    const outbound = open({ resolveHost: async () => ['127.0.0.1'] });
    const call = outbound.fetch(server.url, {}, { ...LIMITS, maxRedirects: 5 });
    expect((await outcome(call))[0]).toBe('outbound_address_not_allowed');
    expect(inside.requests).toEqual([]);
  });

  test('to something else than http are refused', async () => {
    await using server = await startHttpServer((_request, response) => {
      response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    });
    const call = open().fetch(server.url, {}, { ...LIMITS, maxRedirects: 5 });
    expect((await outcome(call))[0]).toBe('outbound_url_invalid');
  });
});

describe('time', () => {
  test.each<[string, Answer]>([
    ['no answer', () => {}],
    ['a head without its body', (_request, response) => response.writeHead(200).flushHeaders()],
    ['a body that stops', (_request, response) => response.writeHead(200).write('begun')],
  ])('%s is given up', async (_case, answer) => {
    await using server = await startHttpServer(answer);
    const [code, message] = await outcome(open().fetch(server.url, {}, SHORT));
    expect([code, message]).toEqual(['outbound_timed_out', `127.0.0.1:${server.port} did not answer in time.`]);
  });

  test('a look-up without an end is given up', async () => {
    const outbound = open({ resolveHost: () => new Promise(() => {}) });
    expect((await outcome(outbound.fetch('http://one.example', {}, SHORT)))[0]).toBe('outbound_timed_out');
  });

  test('a caller who gives up gets his own reason, before and while the body comes', async () => {
    await using server = await startHttpServer((_request, response) => response.writeHead(200).write('begun'));
    const reason = new Error('changed my mind');
    const before = open().fetch(server.url, { signal: AbortSignal.abort(reason) }, LIMITS);
    await expect(before).rejects.toBe(reason);
    const controller = new AbortController();
    const response = await open().fetch(server.url, { signal: controller.signal }, LIMITS);
    const body = response.text();
    controller.abort(reason);
    await expect(body).rejects.toBe(reason);
  });
});

describe('size', () => {
  test.each<[string, number, Answer]>([
    ['exactly as much', 200, (_request, response) => response.end('x'.repeat(10_000))],
    ['an honest length', 413, (_request, response) => response.end('x'.repeat(10_001))],
    ['a length on its way', 413, (_request, response) => response.write('x'.repeat(10_000)) && response.end('x')],
    [
      'a small file that is large unpacked',
      413,
      (_request, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(100_000))),
    ],
  ])('%s', async (_case, status, answer) => {
    await using server = await startHttpServer(answer);
    const [result] = await outcome(open().fetch(server.url, {}, LIMITS));
    expect(result).toBe(status === 200 ? 200 : 'outbound_response_too_large');
  });

  test('an endless answer is cut off, and no more of it is read', async () => {
    let written = 0;
    const gone = Promise.withResolvers<void>();
    await using server = await startHttpServer(async (_request, response) => {
      response.on('close', gone.resolve);
      while (!response.destroyed) {
        written += 65_536;
        if (!response.write(Buffer.alloc(65_536))) await Promise.race([once(response, 'drain'), gone.promise]);
      }
    });
    expect((await outcome(open().fetch(server.url, {}, LIMITS)))[0]).toBe('outbound_response_too_large');
    await gone.promise;
    expect(written).toBeLessThan(50_000_000);
  });
});

describe('places', () => {
  /** Sends heads at once and bodies when told to. */
  async function startGate() {
    const ends: (() => void)[] = [];
    const server = await startHttpServer((_request, response) => {
      response.writeHead(200).flushHeaders();
      ends.push(() => response.end('done'));
    });
    return { server, ends, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  }

  test('are kept until the body has ended; who finds none to wait in is told', async () => {
    await using gate = await startGate();
    const outbound = open({ maxConcurrent: 1, maxWaiting: 1 });
    const first = await outbound.fetch(gate.server.url, {}, LIMITS);
    const second = outbound.fetch(gate.server.url, {}, LIMITS);
    await expect(outbound.fetch(gate.server.url, {}, LIMITS)).rejects.toMatchObject({
      code: 'server_busy',
      details: { retryAfterSeconds: expect.any(Number) },
    });
    expect(gate.server.requests).toHaveLength(1);
    gate.ends[0]?.();
    expect(await first.text()).toBe('done');
    expect((await second).status).toBe(200);
    expect(gate.server.requests).toHaveLength(2);
  });

  test.each<[string, (response: Response) => unknown, OutboundLimits]>([
    ['nobody reads the body', () => {}, SHORT],
    ['the reader turns away', (response) => response.body?.cancel(), LIMITS],
  ])('are free again when %s', async (_case, act, limits) => {
    await using gate = await startGate();
    const outbound = open({ maxConcurrent: 1, maxWaiting: 1 });
    // On a busy machine the short time may be over before there is a head.
    await outbound.fetch(gate.server.url, {}, limits).then(act, () => {});
    expect((await outbound.fetch(gate.server.url, {}, LIMITS)).status).toBe(200);
  });

  test('waiting counts against the time, and asks for nothing afterwards', async () => {
    await using gate = await startGate();
    const outbound = open({ maxConcurrent: 1, maxWaiting: 1 });
    const first = await outbound.fetch(gate.server.url, {}, LIMITS);
    expect((await outcome(outbound.fetch(gate.server.url, {}, SHORT)))[0]).toBe('outbound_timed_out');
    gate.ends[0]?.();
    await first.text();
    expect((await outbound.fetch(gate.server.url, {}, LIMITS)).status).toBe(200);
    expect(gate.server.requests).toHaveLength(2);
  });
});

describe('failures', () => {
  test('a closed port', async () => {
    const server = await startHttpServer(hello);
    await server[Symbol.asyncDispose]();
    expect(await outcome(open().fetch(server.url, {}, LIMITS))).toEqual([
      'outbound_unreachable',
      `The request failed to reach 127.0.0.1:${server.port} (ECONNREFUSED).`,
    ]);
  });

  test.each<[string, Answer]>([
    ['before the answer', (request) => request.socket.destroy()],
    ['in the middle of it', (request, response) => response.write('secret words', () => request.socket.destroy())],
    ['by nonsense', (request) => request.socket.end('secret words\r\n\r\n')],
  ])('a connection that breaks %s says so in our words', async (_case, answer) => {
    await using server = await startHttpServer(answer);
    const [code, message] = await outcome(open().fetch(server.url, {}, LIMITS));
    expect(code).toBe('outbound_unreachable');
    expect(message).not.toContain('secret');
  });

  test('a stream is sent as it comes, with the length it was announced with', async () => {
    const got = Promise.withResolvers<[string | undefined, string]>();
    await using server = await startHttpServer(async (request, response) => {
      got.resolve([request.headers['content-length'], await text(request)]);
      response.end();
    });
    const body = (async function* () {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    })();
    await open().fetch(server.url, { method: 'PUT', body, headers: { 'content-length': '7' } }, LIMITS);
    expect(await got.promise).toEqual(['7', 'one two']);
  });
});
