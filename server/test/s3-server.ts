import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** An S3 server of one bucket, in memory. It believes nothing that is not signed with its key (AWS Signature Version 4). */
export interface S3Server extends AsyncDisposable {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** What is kept: objects by their keys, parts of unfinished uploads. */
  listEverything(): string[];
  /** Changes the bytes of an object behind everybody's back. */
  damage(key: string, bytes: Buffer): void;
}

interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
}

interface Upload {
  readonly key: string;
  readonly contentType: string;
  readonly parts: Map<number, Buffer>;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const LISTED_AT_ONCE = 2;
const MIN_PART_BYTES = 5 * 1024 * 1024;

class Fault extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export async function startS3Server(): Promise<S3Server> {
  const where = {
    bucket: 'pictures',
    region: 'test-1',
    accessKey: 'test-access',
    secretKey: 'test-secret-of-the-store',
  };
  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, Upload>();

  const answer = (call: Call): Reply => {
    checkSignature(call, where);
    const [, bucket = '', ...rest] = call.path.split('/').map(decodeURIComponent);
    if (bucket !== where.bucket) throw new Fault(404, 'NoSuchBucket');
    const key = rest.join('/');
    if (key !== '') return ofObject(call, key);
    return call.query.has('list-type') ? listed(call.query) : { status: 200 };
  };

  /** Few at a time, so that whoever lists has to ask again. */
  const listed = (query: URLSearchParams): Reply => {
    const after = query.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort();
    const page = keys.slice(0, LISTED_AT_ONCE);
    const items = page.map(
      (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.bytes.length}</Size></Contents>`,
    );
    const isMore = keys.length > page.length;
    const next = isMore ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return xml(`<ListBucketResult><IsTruncated>${isMore}</IsTruncated>${next}${items.join('')}</ListBucketResult>`);
  };

  const ofObject = (call: Call, key: string): Reply => {
    const { method, query, body, headers } = call;
    const uploadId = query.get('uploadId');
    const contentType = headers['content-type'] ?? 'binary/octet-stream';
    if (method === 'POST' && query.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, { key, contentType, parts: new Map() });
      return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    if (uploadId !== null) return ofUpload(call, uploadId, key);
    switch (method) {
      case 'PUT':
        objects.set(key, { bytes: body, contentType });
        return { status: 200, headers: { etag: etagOf(body) } };
      case 'DELETE':
        objects.delete(key);
        return { status: 204 };
      case 'GET':
      case 'HEAD':
        return contentOf(call, objects.get(key));
      default:
        throw new Fault(405, 'MethodNotAllowed');
    }
  };

  const ofUpload = ({ method, query, body }: Call, id: string, key: string): Reply => {
    const upload = uploads.get(id);
    if (upload?.key !== key) throw new Fault(404, 'NoSuchUpload');
    if (method === 'PUT') {
      upload.parts.set(Number(query.get('partNumber')), body);
      return { status: 200, headers: { etag: etagOf(body) } };
    }
    uploads.delete(id);
    if (method === 'DELETE') return { status: 204 };
    const asked = [...body.toString().matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
      number: Number(/<PartNumber>(\d+)/.exec(part)?.[1]),
      etag: /<ETag>(.*?)<\/ETag>/.exec(part)?.[1]?.replaceAll('&quot;', '"'),
    }));
    const parts = asked.map(({ number, etag }, index) => {
      const bytes = upload.parts.get(number);
      if (!bytes || etagOf(bytes) !== etag || number <= (asked[index - 1]?.number ?? 0))
        throw new Fault(400, 'InvalidPart');
      if (bytes.length < MIN_PART_BYTES && index < asked.length - 1) throw new Fault(400, 'EntityTooSmall');
      return bytes;
    });
    objects.set(key, { bytes: Buffer.concat(parts), contentType: upload.contentType });
    return xml('<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>');
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://store');
    const { method = 'GET', headers } = request;
    buffer(request)
      .then((body) => answer({ method, path: url.pathname, query: url.searchParams, headers, body }))
      .catch((error: unknown) => faultReply(error))
      .then((reply) => send(response, method, reply))
      .catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    ...where,
    endpoint: `http://127.0.0.1:${port}`,
    listEverything: () => [...objects.keys(), ...[...uploads.values()].map(({ key }) => `unfinished ${key}`)],
    damage: (key, bytes) => void objects.set(key, { contentType: 'image/png', bytes }),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const xml = (body: string, status = 200): Reply => ({ status, headers: { 'content-type': 'application/xml' }, body });

const faultReply = (error: unknown): Reply => {
  if (!(error instanceof Fault)) throw error;
  return xml(`<Error><Code>${error.code}</Code><Message>from upstream</Message></Error>`, error.status);
};

function send(response: ServerResponse, method: string, { status, headers = {}, body = '' }: Reply): void {
  const length = headers['content-length'] ?? String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, ...(status !== 204 && { 'content-length': length }) });
  response.end(method === 'HEAD' ? undefined : body);
}

function contentOf({ query, headers }: Call, object: StoredObject | undefined): Reply {
  if (!object) throw new Fault(404, 'NoSuchKey');
  const asked = {
    'content-type': query.get('response-content-type') ?? object.contentType,
    ...(query.has('response-content-disposition') && {
      'content-disposition': query.get('response-content-disposition') ?? '',
    }),
  };
  const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
  const total = object.bytes.length;
  if (!range) return { status: 200, headers: asked, body: object.bytes };
  const start = Number(range[1]);
  if (start >= total) throw new Fault(416, 'InvalidRange');
  const end = Math.min(Number(range[2]), total - 1);
  return {
    status: 206,
    headers: { ...asked, 'content-range': `bytes ${start}-${end}/${total}` },
    body: object.bytes.subarray(start, end + 1),
  };
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
function checkSignature(
  call: Call,
  { region, accessKey, secretKey }: { region: string; accessKey: string; secretKey: string },
) {
  const { headers, query, body } = call;
  const isPresigned = query.has('X-Amz-Signature');
  const text = isPresigned ? '' : (headers.authorization ?? '');
  const part = (name: string): string =>
    isPresigned ? (query.get(`X-Amz-${name}`) ?? '') : (new RegExp(`${name}=([^,]+)`).exec(text)?.[1] ?? '');
  const [id, date = '', ...scope] = part('Credential').split('/');
  if (id === undefined || id === '') throw new Fault(403, 'AccessDenied');
  if (id !== accessKey) throw new Fault(403, 'InvalidAccessKeyId');
  const payload = isPresigned ? 'UNSIGNED-PAYLOAD' : String(headers['x-amz-content-sha256']);
  if (!isPresigned && payload !== sha256(body)) throw new Fault(400, 'XAmzContentSHA256Mismatch');
  const signed = part('SignedHeaders').split(';');
  const canonical = [
    call.method,
    call.path,
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signed.join(';'),
    payload,
  ].join('\n');
  const at = isPresigned ? (query.get('X-Amz-Date') ?? '') : String(headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', at, [date, ...scope].join('/'), sha256(canonical)].join('\n');
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretKey}`, date), region));
  const [ours, theirs] = [hmac(key, toSign), Buffer.from(part('Signature'), 'hex')];
  if (theirs.length !== ours.length || !timingSafeEqual(ours, theirs)) throw new Fault(403, 'SignatureDoesNotMatch');
}

function canonicalQuery(query: URLSearchParams): string {
  const escaped = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join('&');
}
