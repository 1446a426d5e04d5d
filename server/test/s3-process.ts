import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { S3Location } from './s3.ts';

const STORE = fileURLToPath(new URL('./programs/s3-store.ts', import.meta.url));

/** A bucket of the store, and a look into it that is not ours. */
interface Bucket extends AsyncDisposable {
  readonly where: S3Location;
  listEverything(): Promise<string[]>;
}

/** An S3 store that nobody here wrote, as a process of its own. Use it with `await using`. */
export interface S3Process extends AsyncDisposable {
  openBucket(): Promise<Bucket>;
}

export async function startS3Process(): Promise<S3Process> {
  const child = spawn(process.execPath, [STORE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const [line] = await Promise.race([once(child.stdout, 'data'), closed]);
  const endpoint = `http://127.0.0.1:${Number(String(line))}`;

  const openBucket = async (): Promise<Bucket> => {
    const where = { endpoint, bucket: `of-${randomUUID()}`, region: 'us-east-1', accessKey: 'any', secretKey: 'any' };
    const credentials = { accessKeyId: where.accessKey, secretAccessKey: where.secretKey };
    const client = new S3Client({ endpoint, region: where.region, forcePathStyle: true, credentials });
    await client.send(new CreateBucketCommand({ Bucket: where.bucket }));
    return {
      where,
      async listEverything() {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: where.bucket }));
        return Contents.map(({ Key = '' }) => Key);
      },
      [Symbol.asyncDispose]: async () => client.destroy(),
    };
  };

  return {
    openBucket,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await closed;
    },
  };
}
