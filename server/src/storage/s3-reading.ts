import type { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Agent } from 'undici';
import { s3Failure } from './s3-failures.ts';
import { type ByteRange, damagedObject, type ObjectBody, rangeStart } from './storage.ts';

/** Up to this size the whole is sent on at once, and a connection that is cut is told of in time. */
const WHOLE_READ_BYTES = 256 * 1024;
const SHA256_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export interface S3Reader {
  readonly client: S3Client;
  readonly agent: Agent;
  readonly bucket: string;
}

/** Where the objects of a bucket are. */
interface BucketAddress {
  readonly url: URL;
  readonly path: string;
}

/**
 * Reads a range that is not empty.
 * @throws AppError `storage_provider_*`; what the library throws for an answer that is none of success
 */
export function createS3Reader({ client, agent, bucket }: S3Reader) {
  let address: Promise<BucketAddress> | undefined;
  let signer: ReturnType<S3Client['config']['signer']> | undefined;

  /** As the library has it: as a part of the path or of the host. */
  const locate = async (): Promise<BucketAddress> => {
    const probe = 'probe';
    const url = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: probe })));
    return { url, path: url.pathname.slice(0, -probe.length) };
  };

  /** One signed request; undefined when its answer is not the object. */
  const askOnce = async (key: string, { start, end }: ByteRange): Promise<ObjectBody | undefined> => {
    address ??= locate();
    const { url, path } = await address;
    const request = {
      method: 'GET',
      protocol: url.protocol,
      hostname: url.hostname,
      path: path + key,
      headers: { host: url.host, range: `bytes=${start}-${end}`, 'x-amz-content-sha256': SHA256_OF_NOTHING },
    };
    signer ??= client.config.signer();
    const { headers: signed } = await (await signer).sign(request);
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: request.path,
      method: 'GET',
      headers: signed,
    });
    if (statusCode === 200 || statusCode === 206) {
      return checked(body, Number(headers['content-length']), headers['content-range']?.toString(), { start, end });
    }
    body.on('error', () => {}).destroy();
    return undefined;
  };

  const askLibrary = async (key: string, range: ByteRange): Promise<ObjectBody> => {
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${range.start}-${range.end}` }),
    );
    return checked(answer.Body as Readable, answer.ContentLength, answer.ContentRange, range);
  };

  return async (key: string, range: ByteRange): Promise<ObjectBody> => {
    try {
      // The layers of the library cost more than a small object does.
      const body = await askOnce(key, range);
      if (body !== undefined) return body;
    } catch (error) {
      const failure = s3Failure(error);
      if (failure.code === 'storage_provider_content_damaged' || failure.code === 'storage_provider_timed_out') {
        throw failure;
      }
    }
    // What went wrong it tries again, and knows how to tell.
    return askLibrary(key, range);
  };
}

async function checked(
  body: Readable,
  bytes: number | undefined,
  contentRange: string | undefined,
  { start, end }: ByteRange,
): Promise<ObjectBody> {
  const length = end - start + 1;
  if (bytes !== length || rangeStart(contentRange) !== start) {
    body.on('error', () => {}).destroy();
    throw damagedObject();
  }
  return length > WHOLE_READ_BYTES ? body : Buffer.concat(await body.toArray(), length);
}
