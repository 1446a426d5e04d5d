import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { startFaultyProxy } from '../../test/faulty-proxy.ts';
import { type Answer, startHttpServer } from '../../test/http-server.ts';
import { noise } from '../../test/images.ts';
import { bytesOf, chunksOf } from '../../test/objects.ts';
import { openTestS3, type S3Location } from '../../test/s3.ts';
import { startS3Server } from '../../test/s3-server.ts';
import { Secret } from '../core/secret.ts';
import { createS3Agents } from './s3-agents.ts';

const KEY = '2026/04/08/0196.png';
const MIB = 1024 * 1024;

test('a large object goes in parts, and comes back in any range', async () => {
  await using s3 = await startS3Server();
  const storage = await openTestS3(s3);
  const bytes = noise(20 * MIB + 5);
  await storage.write(KEY, chunksOf(bytes, 700_001), { contentType: 'image/png' });
  for (const range of [
    { start: 0, end: bytes.length - 1 },
    { start: 8 * MIB - 3, end: 16 * MIB + 3 },
    { start: bytes.length - 1, end: bytes.length - 1 },
  ]) {
    const read = await bytesOf(await storage.read(KEY, range));
    expect(read?.equals(bytes.subarray(range.start, range.end + 1))).toBe(true);
  }
  expect(s3.listEverything()).toEqual([KEY]);
  await storage.close?.();
});

test('a signed address gives the object with the headers that were asked for, and no other object', async () => {
  await using s3 = await startS3Server();
  const storage = await openTestS3(s3);
  await storage.write(KEY, chunksOf(noise(100), 100));
  const access = { contentType: 'image/png', disposition: 'attachment; filename="a.png"', cacheControl: 'private' };
  const url = (await storage.sign?.(KEY, access)) ?? '';
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(access.contentType);
  expect(answer.headers.get('content-disposition')).toBe(access.disposition);
  expect(Buffer.from(await answer.arrayBuffer()).equals(noise(100))).toBe(true);
  expect((await fetch(url.replace('0196.png', '0197.png'))).status).toBe(403);
  expect(url).not.toContain(new URLSearchParams({ s: `${s3.secretKey}!` }).get('s'));
  await storage.close?.();
});

test('a wrong secret is refused by the store, which is told as its failure', async () => {
  await using s3 = await startS3Server();
  const storage = await openTestS3(s3, { secretKey: new Secret('wrong') });
  await expect(storage.write(KEY, chunksOf(noise(10), 10))).rejects.toMatchObject({
    code: 'storage_provider_access_denied',
    status: 502,
  });
  await expect(storage.check()).rejects.toMatchObject({ code: 'storage_provider_access_denied' });
  expect(s3.listEverything()).toEqual([]);
  await storage.close?.();
});

/** A store of which only the address is real. */
const at = (endpoint: string): S3Location => ({
  endpoint,
  bucket: 'pictures',
  region: 'us-east-1',
  accessKey: 'a',
  secretKey: 'b',
});

const limit: Answer = (_request, response) =>
  response.writeHead(429, { 'content-type': 'application/xml', 'retry-after': '600' }).end('<Error/>');

const xml =
  (status: number, code: string): Answer =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<Error><Code>${code}</Code><Message>from upstream</Message></Error>`);

test.each<[string, Answer, string, number]>([
  ['refuses', xml(403, 'AccessDenied'), 'storage_provider_access_denied', 502],
  ['does not know the key', xml(403, 'InvalidAccessKeyId'), 'storage_provider_access_denied', 502],
  ['fails', xml(500, 'InternalError'), 'storage_provider_failed', 502],
  ['is overrun', xml(503, 'SlowDown'), 'storage_provider_rate_limited', 503],
  ['asks to wait for long', limit, 'storage_provider_rate_limited', 503],
  ['has no such bucket', xml(404, 'NoSuchBucket'), 'storage_provider_bucket_missing', 502],
  ['is full', xml(507, 'XMinioStorageFull'), 'storage_provider_full', 502],
  [
    'answers something else',
    (_request, response) => response.writeHead(400).end('<html>from upstream'),
    'storage_provider_failed',
    502,
  ],
  [
    'redirects',
    (_request, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    'storage_provider_failed',
    502,
  ],
  ['says nothing', () => {}, 'storage_provider_timed_out', 504],
  ['cuts the connection', (request) => request.socket.destroy(), 'storage_provider_unreachable', 502],
])('a store that %s is told of in our words', async (_case, answer, code, status) => {
  await using server = await startHttpServer(answer);
  const agents = createS3Agents({
    allowedNetworks: ['127.0.0.1'],
    maxConnections: 5,
    timeoutMs: 300,
    ownEndpoint: undefined,
  });
  const storage = await openTestS3(at(server.url), { agents });
  for (const call of [
    () => storage.write(KEY, chunksOf(noise(10), 10)),
    () => storage.read(KEY, { start: 0, end: 9 }),
    () => storage.remove(KEY),
  ]) {
    const failure: Error = await call().then(
      () => expect.unreachable(),
      (error: Error) => error,
    );
    expect(failure).toMatchObject({ code, status, details: { retryAfterSeconds: 5 } });
    expect(`${failure.message} ${String(failure.cause)}`).not.toContain('from upstream');
  }
  await storage.close?.();
});

test('a store that is not there is told of', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const storage = await openTestS3(at(`http://127.0.0.1:${port}`));
  await expect(storage.check()).rejects.toMatchObject({ code: 'storage_provider_unreachable', status: 502 });
  await storage.close?.();
});

test.each([
  ['a private address', 'http://10.0.0.1', undefined],
  ['loopback', 'http://127.0.0.1:9', undefined],
  ['a metadata service', 'http://169.254.169.254', undefined],
  ['an IPv4 address within IPv6', 'http://[::ffff:10.0.0.1]', undefined],
  ['carrier-grade NAT', 'http://100.64.0.1', undefined],
  ['a name for a private address', 'http://store.example:9', ['10.0.0.1']],
  ['a name with one private address', 'http://store.example:9', ['1.1.1.1', '192.168.0.1']],
])('%s is not connected to', async (_case, endpoint, addresses) => {
  const agents = createS3Agents({
    allowedNetworks: [],
    maxConnections: 5,
    timeoutMs: 1000,
    ownEndpoint: 'http://127.0.0.1:10',
    resolveHost: async () => addresses ?? [],
  });
  const storage = await openTestS3(at(endpoint), { agents });
  await expect(storage.check()).rejects.toMatchObject({
    code: 'storage_provider_unreachable',
    cause: { code: 'outbound_address_not_allowed' },
  });
  await storage.close?.();
});

test('what the operator named in the settings may be private', async () => {
  await using s3 = await startS3Server();
  const agents = createS3Agents({ allowedNetworks: [], maxConnections: 5, timeoutMs: 5000, ownEndpoint: s3.endpoint });
  const storage = await openTestS3(s3, { agents });
  await storage.check();
  await storage.close?.();
});

test('an upload in parts whose source fails is taken back', async () => {
  await using server = await startHttpServer((request, response) => {
    request.resume().on('end', () => {
      const { method, url = '' } = request;
      response.setHeader('content-type', 'application/xml');
      if (method === 'POST' && url.includes('uploads')) {
        response.end('<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>');
      } else {
        response.setHeader('etag', '"part"').end();
      }
    });
  });
  const storage = await openTestS3(at(server.url));
  const failure = new Error('the sender is gone');
  const source = async function* () {
    yield* chunksOf(noise(17 * MIB), MIB);
    throw failure;
  };
  await expect(storage.write(KEY, source())).rejects.toBe(failure);
  const path = `/pictures/${KEY}`;
  expect(server.requests[0]).toBe(`POST ${path}?uploads=`);
  expect(server.requests.at(-1)).toBe(`DELETE ${path}?x-id=AbortMultipartUpload&uploadId=one`);
  expect(server.requests.filter((line) => line.startsWith('PUT'))).toHaveLength(2);
  expect(server.requests.filter((line) => /^POST .*uploadId/.test(line))).toEqual([]);
  await storage.close?.();
});

test('an object is read with one signed request', async () => {
  await using s3 = await startS3Server();
  await using proxy = await startFaultyProxy(s3.endpoint);
  const storage = await openTestS3({ ...s3, endpoint: proxy.url });
  for (const size of [1000, 600_000]) {
    await storage.write(KEY, chunksOf(noise(size), 100_000));
    const before = proxy.requests.length;
    const read = await bytesOf(await storage.read(KEY, { start: 0, end: size - 1 }));
    expect(read?.equals(noise(size))).toBe(true);
    expect(proxy.requests.slice(before)).toEqual([`GET /pictures/${KEY}`]);
  }
  await storage.close?.();
});

test('a read that fails is tried again, also at an address of the bucket’s own', async () => {
  const hosts = new Set<string | undefined>();
  await using server = await startHttpServer((request, response) => {
    hosts.add(request.headers.host);
    if (server.requests.length < 3) response.writeHead(503).end();
    else response.writeHead(206, { 'content-range': 'bytes 0-9/10', 'content-length': 10 }).end(noise(10));
  });
  const storage = await openTestS3(at(`http://store.example:${server.port}`), {
    forcePathStyle: false,
    agents: createS3Agents({
      allowedNetworks: ['127.0.0.1'],
      maxConnections: 5,
      timeoutMs: 20_000,
      ownEndpoint: undefined,
      resolveHost: async () => ['127.0.0.1'],
    }),
  });
  expect(await bytesOf(await storage.read(KEY, { start: 0, end: 9 }))).toEqual(noise(10));
  expect(server.requests.map((line) => line.split('?')[0])).toEqual(Array(3).fill(`GET /${KEY}`));
  expect([...hosts]).toEqual([`pictures.store.example:${server.port}`]);
  await storage.close?.();
});

test('an object that is not as long as its row says is not given out', async () => {
  await using s3 = await startS3Server();
  const storage = await openTestS3(s3);
  await storage.write(KEY, chunksOf(noise(10), 10));
  for (const range of [
    { start: 0, end: 10 },
    { start: 20, end: 29 },
  ]) {
    await expect(storage.read(KEY, range)).rejects.toMatchObject({ code: 'storage_provider_content_damaged' });
  }
  await storage.close?.();
});
