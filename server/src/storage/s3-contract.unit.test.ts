import { afterAll, beforeAll, describe } from 'vitest';
import { startFaultyProxy } from '../../test/faulty-proxy.ts';
import { openTestS3, otherS3 } from '../../test/s3.ts';
import { type S3Process, startS3Process } from '../../test/s3-process.ts';
import { startS3Server } from '../../test/s3-server.ts';
import { describeStorage } from '../../test/storage-contract/contract.ts';

/** Our own believes only what is signed, and lists uploads that nobody finished. */
async function openOwn(proxied: boolean) {
  const s3 = await startS3Server();
  const proxy = await startFaultyProxy(s3.endpoint);
  const where = proxied ? { ...s3, endpoint: proxy.url } : s3;
  const storage = await openTestS3(where);
  return {
    storage,
    proxy,
    address: { driver: 's3' as const, where },
    listEverything: async () => s3.listEverything(),
    async [Symbol.asyncDispose]() {
      await storage.close?.();
      await proxy[Symbol.asyncDispose]();
      await s3[Symbol.asyncDispose]();
    },
  };
}

describeStorage('s3', () => openOwn(false), { openBehindProxy: () => openOwn(true) });

describe('of somebody else', () => {
  let store: S3Process;
  beforeAll(async () => {
    store = await startS3Process();
  });
  afterAll(() => store[Symbol.asyncDispose]());

  const open = async (proxied: boolean) => {
    const bucket = await store.openBucket();
    const proxy = await startFaultyProxy(bucket.where.endpoint);
    const where = proxied ? { ...bucket.where, endpoint: proxy.url } : bucket.where;
    const storage = await openTestS3(where);
    return {
      storage,
      proxy,
      address: { driver: 's3' as const, where },
      listEverything: bucket.listEverything,
      async [Symbol.asyncDispose]() {
        await storage.close?.();
        await proxy[Symbol.asyncDispose]();
        await bucket[Symbol.asyncDispose]();
      },
    };
  };

  describeStorage('an S3 store as a process of its own', () => open(false), { openBehindProxy: () => open(true) });
});

const other = otherS3();
if (other) {
  describeStorage('the S3 store of the environment', async () => {
    const written = new Set<string>();
    const storage = await openTestS3(other);
    return {
      storage: { ...storage, write: (key, ...rest) => storage.write(key, ...rest).then(() => void written.add(key)) },
      address: { driver: 's3', where: other },
      listEverything: async () => [...written],
      async [Symbol.asyncDispose]() {
        for (const key of written) await storage.remove(key);
        await storage.close?.();
      },
    };
  });
}
