import { systemClock } from '../src/core/clock.ts';
import { createOutbound } from '../src/core/outbound.ts';
import { Secret } from '../src/core/secret.ts';
import { openWorkFolder } from '../src/imaging/work-folder.ts';
import { createGithubStorage } from '../src/storage/github/github.ts';
import { openLocalStorage } from '../src/storage/local.ts';
import type { Storage } from '../src/storage/storage.ts';
import { GITHUB_TOKEN, githubConfiguration } from './github/server.ts';
import { openTestS3, type S3Location } from './s3.ts';

/** A machine that is busy with other tests may need as long as this for the largest file. */
const BUSY_MS = 180_000;

/** What another process needs to open the same store. */
export type StorageAddress =
  | { readonly driver: 'local'; readonly rootPath: string }
  | { readonly driver: 's3'; readonly where: S3Location }
  | { readonly driver: 'github'; readonly apiBaseUrl: string; readonly rawBaseUrl: string; readonly workPath: string };

export async function openAddressed(address: StorageAddress): Promise<Storage> {
  switch (address.driver) {
    case 'local':
      return openLocalStorage({ rootPath: address.rootPath, createRoot: true });
    case 's3':
      return openTestS3(address.where);
    case 'github': {
      const outbound = createOutbound({ allowedNetworks: ['127.0.0.1'], maxConcurrent: 16, maxWaiting: 100 });
      const storage = createGithubStorage({
        configuration: githubConfiguration(address),
        token: new Secret(GITHUB_TOKEN),
        outbound,
        clock: systemClock,
        timeoutMs: BUSY_MS,
        openFolder: () => openWorkFolder(address.workPath),
      });
      return { ...storage, close: () => outbound.close() };
    }
  }
}
