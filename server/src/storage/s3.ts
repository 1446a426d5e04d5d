import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Secret } from '../core/secret.ts';
import { isStorageKey } from './keys.ts';
import type { S3Agents } from './s3-agents.ts';
import { isBeyondEnd, isMissingObject, s3Failure } from './s3-failures.ts';
import { partsOf } from './s3-parts.ts';
import { createS3Reader } from './s3-reading.ts';
import { createS3Transport } from './s3-transport.ts';
import { damagedObject, type ObjectFacts, type Storage } from './storage.ts';

const SIGNED_FOR_SECONDS = 300;
const MAX_ATTEMPTS = 3;

export interface S3StorageOptions {
  readonly name: string;
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly forcePathStyle: boolean;
  readonly accessKey: Secret<string>;
  readonly secretKey: Secret<string>;
  readonly agents: S3Agents;
}

/** Objects in a bucket of any store that speaks the S3 protocol. */
export async function openS3Storage(options: S3StorageOptions): Promise<Storage> {
  const { name, endpoint, bucket: Bucket, region, forcePathStyle } = options;
  const agent = await options.agents.open(endpoint);
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle,
    credentials: { accessKeyId: options.accessKey.reveal(), secretAccessKey: options.secretKey.reveal() },
    requestHandler: createS3Transport(agent),
    maxAttempts: MAX_ATTEMPTS,
    // The hash of each body is part of its signature. More than that, some stores refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    disableS3ExpressSessionAuth: true,
  });

  const readObject = createS3Reader({ client, agent, bucket: Bucket });

  /** Runs a request; what fails is told in our words. */
  const asking = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw s3Failure(error);
    }
  };

  const remove = (Key: string): Promise<unknown> =>
    asking(async () => {
      try {
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
      } catch (error) {
        if (!isMissingObject(error)) throw error;
      }
    });

  const put = async (Key: string, Body: Buffer, { contentType }: ObjectFacts): Promise<void> => {
    try {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: contentType }));
    } catch (error) {
      // It may have arrived all the same.
      await remove(Key).catch(() => {});
      throw s3Failure(error);
    }
  };

  const putInParts = async (Key: string, parts: AsyncIterable<Buffer>, { contentType }: ObjectFacts): Promise<void> => {
    const created = await asking(() =>
      client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: contentType })),
    );
    const { UploadId } = created;
    const done: { PartNumber: number; ETag: string | undefined }[] = [];
    const send = async (Body: Buffer, PartNumber: number) => {
      const { ETag } = await asking(() =>
        client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })),
      );
      done.push({ PartNumber, ETag });
    };
    let isCompleting = false;
    // One part is on its way while the next one is put together.
    let sending: Promise<void> = Promise.resolve();
    try {
      let number = 0;
      for await (const part of parts) {
        await sending;
        number += 1;
        sending = send(part, number);
        sending.catch(() => {});
      }
      await sending;
      isCompleting = true;
      const MultipartUpload = { Parts: done };
      await asking(() => client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload })));
    } catch (error) {
      await sending.catch(() => {});
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(() => {});
      if (isCompleting) await remove(Key).catch(() => {});
      throw error;
    }
  };

  return {
    name,
    location: `${new URL(endpoint).origin}/${Bucket}`,

    async write(key, chunks, facts = {}) {
      checkKey(key);
      const parts = partsOf(chunks);
      const first = await parts.next();
      const second = first.done ? first : await parts.next();
      if (second.done) return put(key, first.done ? Buffer.alloc(0) : first.value, facts);
      return putInParts(key, startingWith([first.value, second.value], parts), facts);
    },

    async read(key, { start, end }) {
      checkKey(key);
      const length = end - start + 1;
      try {
        if (length === 0) {
          await client.send(new HeadObjectCommand({ Bucket, Key: key }));
          return Buffer.alloc(0);
        }
        return await readObject(key, { start, end });
      } catch (error) {
        if (isMissingObject(error)) return undefined;
        throw isBeyondEnd(error) ? damagedObject() : s3Failure(error);
      }
    },

    async remove(key) {
      checkKey(key);
      await remove(key);
    },

    async *list(prefix) {
      let from: string | undefined;
      do {
        const query = { Bucket, Prefix: prefix, ContinuationToken: from };
        const page = await asking(() => client.send(new ListObjectsV2Command(query)));
        for (const { Key, Size } of page.Contents ?? []) {
          if (Key !== undefined && Size !== undefined && isStorageKey(Key)) yield { key: Key, size: Size };
        }
        from = page.IsTruncated ? page.NextContinuationToken : undefined;
      } while (from !== undefined);
    },

    async check() {
      await asking(() => client.send(new HeadBucketCommand({ Bucket })));
    },

    sign(key, { contentType, disposition, cacheControl }) {
      checkKey(key);
      const command = new GetObjectCommand({
        Bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseContentDisposition: disposition,
        ResponseCacheControl: cacheControl,
      });
      return getSignedUrl(client, command, { expiresIn: SIGNED_FOR_SECONDS });
    },

    async close() {
      client.destroy();
      await agent.close();
    },
  };
}

function checkKey(key: string): void {
  if (!isStorageKey(key)) throw new Error('Not a storage key.');
}

async function* startingWith<T>(first: readonly T[], rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* rest;
}
