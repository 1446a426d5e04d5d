import { Secret } from '../src/core/secret.ts';
import { openS3Storage, type S3StorageOptions } from '../src/storage/s3.ts';
import { createS3Agents } from '../src/storage/s3-agents.ts';
import type { S3Server } from './s3-server.ts';

/** Where a store is, and the keys to it. */
export type S3Location = Pick<S3Server, 'endpoint' | 'bucket' | 'region' | 'accessKey' | 'secretKey'>;

/**
 * Another store that the environment names, to run the contract against: `TEST_S3_ENDPOINT`, `_BUCKET`, `_REGION`,
 * `_ACCESS_KEY` and `_SECRET_KEY`.
 */
export function otherS3(): S3Location | undefined {
  const { TEST_S3_ENDPOINT: endpoint, TEST_S3_BUCKET = '', TEST_S3_REGION = 'us-east-1' } = process.env;
  const { TEST_S3_ACCESS_KEY: accessKey = '', TEST_S3_SECRET_KEY: secretKey = '' } = process.env;
  return endpoint ? { endpoint, bucket: TEST_S3_BUCKET, region: TEST_S3_REGION, accessKey, secretKey } : undefined;
}

export const openTestS3 = (where: S3Location, options: Partial<S3StorageOptions> = {}) =>
  openS3Storage({
    name: 's3',
    endpoint: where.endpoint,
    bucket: where.bucket,
    region: where.region,
    forcePathStyle: true,
    accessKey: new Secret(where.accessKey),
    secretKey: new Secret(where.secretKey),
    agents: createS3Agents({
      allowedNetworks: ['127.0.0.1'],
      maxConnections: 20,
      timeoutMs: 20_000,
      ownEndpoint: undefined,
    }),
    ...options,
  });
