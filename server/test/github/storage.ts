import { createOutbound } from '../../src/core/outbound.ts';
import { Secret } from '../../src/core/secret.ts';
import { openWorkFolder } from '../../src/imaging/work-folder.ts';
import type { GithubConfiguration } from '../../src/storage/github/configuration.ts';
import { createGithubStorage } from '../../src/storage/github/github.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { createTestClock, type TestClock } from '../clock.ts';
import { createTestFolder } from '../files.ts';
import { GITHUB_TOKEN, githubConfiguration, type TestGithub } from './server.ts';

interface Opening {
  readonly configuration?: Partial<GithubConfiguration>;
  /** `''`: none. */
  readonly token?: string;
  readonly allowedNetworks?: readonly string[];
  readonly timeoutMs?: number;
}

interface Opened extends AsyncDisposable {
  readonly storage: Storage;
  readonly clock: TestClock;
  /** Where files are that are too large for the memory. */
  readonly workPath: string;
}

/** The driver, for GitHub as tests have it. Use it with `await using`. */
export async function openGithubStorage(
  github: TestGithub,
  { configuration, token = GITHUB_TOKEN, allowedNetworks = ['127.0.0.1'], timeoutMs = 20_000 }: Opening = {},
): Promise<Opened> {
  const outbound = createOutbound({ allowedNetworks, maxConcurrent: 16, maxWaiting: 100 });
  const folder = await createTestFolder();
  const clock = createTestClock();
  const storage = createGithubStorage({
    configuration: { ...githubConfiguration(github), ...configuration },
    token: token === '' ? undefined : new Secret(token),
    outbound,
    clock,
    timeoutMs,
    openFolder: () => openWorkFolder(folder.path),
  });
  return {
    storage,
    clock,
    workPath: folder.path,
    async [Symbol.asyncDispose]() {
      await outbound.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The files that the branch has beside the one it begins with. */
export async function filesWritten({ repository }: TestGithub): Promise<string[]> {
  const files = await repository.files();
  return [...files.keys()].filter((path) => path !== '.gitignore').sort();
}
