import { afterEach, describe, expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { startFaultyProxy } from '../../../test/faulty-proxy.ts';
import { createTestFolder } from '../../../test/files.ts';
import { BRANCH, refused } from '../../../test/github/call.ts';
import {
  type Fault,
  GITHUB_TOKEN,
  githubConfiguration,
  startGithub,
  type TestGithub,
} from '../../../test/github/server.ts';
import { noise } from '../../../test/images.ts';
import { bytesOf, chunksOf, collect, describeStorage } from '../../../test/storage-contract.ts';
import { createOutbound, type Outbound } from '../../core/outbound.ts';
import { Secret } from '../../core/secret.ts';
import { openWorkFolder } from '../../imaging/work-folder.ts';
import { newStorageKey } from '../keys.ts';
import type { Storage } from '../storage.ts';
import type { GithubConfiguration } from './configuration.ts';
import { createGithubStorage } from './github.ts';

const opened: Outbound[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((outbound) => outbound.close()));
});

interface Opening {
  readonly configuration?: Partial<GithubConfiguration>;
  readonly token?: string | undefined;
  readonly allowedNetworks?: readonly string[];
  readonly timeoutMs?: number;
}

async function open(
  github: TestGithub,
  { configuration, token = GITHUB_TOKEN, allowedNetworks, timeoutMs = 20_000 }: Opening = {},
) {
  const outbound = createOutbound({
    allowedNetworks: allowedNetworks ?? ['127.0.0.1'],
    maxConcurrent: 16,
    maxWaiting: 100,
  });
  opened.push(outbound);
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
  return { storage, clock, folder, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const written = (github: TestGithub): string[] =>
  [...github.repository.files(BRANCH).keys()].filter((path) => path !== '.gitignore').sort();

async function openBehind(proxied: boolean) {
  const github = await startGithub();
  const proxy = await startFaultyProxy(github.url);
  const { folder, storage } = await open(
    github,
    proxied ? { configuration: { apiBaseUrl: `${proxy.url}/api`, rawBaseUrl: `${proxy.url}/raw` } } : {},
  );
  const { apiBaseUrl, rawBaseUrl } = github;
  return {
    storage,
    proxy,
    address: { driver: 'github' as const, apiBaseUrl, rawBaseUrl, workPath: folder.path },
    listEverything: async () => written(github),
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await github[Symbol.asyncDispose]();
    },
  };
}

describeStorage('github', () => openBehind(false), {
  maxBytes: 100 * 1024 * 1024,
  openBehindProxy: () => openBehind(true),
});

const newKey = () => newStorageKey(Date.UTC(2026, 3, 8), '.png');
const WHOLE = { start: 0, end: 99 };

/** What a call ends with: its code and details. */
async function refusalOf(call: Promise<unknown>) {
  try {
    await call;
    return undefined;
  } catch (error) {
    const { code, status, message, details } = error as {
      code: string;
      status: number;
      message: string;
      details: object;
    };
    return { code, status, message, ...details };
  }
}

describe('what is asked for', () => {
  test('a small new file is one request, without a sha', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(100), 10));
    expect(github.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT contents/${key}`]);
    expect(Object.keys(github.calls[0]?.body ?? {}).sort()).toEqual(['branch', 'content', 'message']);
    expect(github.repository.log(BRANCH)).toEqual([`chore(nekohub): upload ${key}`, 'Initial commit']);
  });

  test('a large file goes through a blob, in one commit, and leaves nothing in the work folder', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(1024 * 1024 + 1), 65_537));
    expect(github.calls.map(({ method, path }) => `${method} ${path.split('/').slice(0, 2).join('/')}`)).toEqual([
      'POST git/blobs',
      'GET git/ref',
      'GET git/commits',
      'POST git/trees',
      'POST git/commits',
      'PATCH git/refs',
    ]);
    expect(
      github.repository
        .files(BRANCH)
        .get(key)
        ?.equals(noise(1024 * 1024 + 1)),
    ).toBe(true);
    expect(github.repository.files(BRANCH).has('.gitignore')).toBe(true);
    expect(github.repository.log(BRANCH)).toHaveLength(2);
  });

  test('the key is the path in the repository, whatever the folder of the configuration is by now', async () => {
    await using github = await startGithub();
    const key = `images/${newKey()}`;
    await using first = await open(github);
    await first.storage.write(key, chunksOf(noise(100), 100));
    await using second = await open(github, { configuration: { basePath: 'elsewhere' } });
    expect(written(github)).toEqual([key]);
    expect(await bytesOf(await second.storage.read(key, WHOLE))).toEqual(noise(100));
    await second.storage.remove(key);
    expect(written(github)).toEqual([]);
  });

  test.each([100, 1024 * 1024 + 1])('%i bytes are written over what is there', async (size) => {
    await using github = await startGithub();
    await using subject = await open(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(50), 50));
    await subject.storage.write(key, chunksOf(noise(size, 7), 65_537));
    expect(github.repository.files(BRANCH).get(key)?.equals(noise(size, 7))).toBe(true);
  });

  test('a folder is no object', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    await subject.storage.write('2026/04/08/a.png', chunksOf(noise(10), 10));
    expect(await subject.storage.read('2026/04', WHOLE)).toBeUndefined();
    expect(await subject.storage.read('2026/04', { start: 0, end: -1 })).toBeUndefined();
    await subject.storage.remove('2026/04');
    expect(written(github)).toEqual(['2026/04/08/a.png']);
  });

  test('without a token a public file is read from the raw address, and no token is looked for', async () => {
    await using github = await startGithub();
    await using writer = await open(github);
    await using reader = await open(github, { token: '' });
    const key = newKey();
    await writer.storage.write(key, chunksOf(noise(1000), 100));
    const before = github.requests.length;
    expect(await bytesOf(await reader.storage.read(key, { start: 100, end: 199 }))).toEqual(
      noise(1000).subarray(100, 200),
    );
    expect(github.requests.slice(before)).toEqual([`GET /raw/nobody/pictures/main/${key}`]);
    expect(await reader.storage.read(newKey(), WHOLE)).toBeUndefined();
    expect(await refusalOf(reader.storage.check())).toMatchObject({ code: 'storage_provider_access_denied' });
  });

  test.each<[string, Record<string, string>, number | 'damaged']>([
    ['begins where it was asked to', { 'content-range': 'bytes 10-19/1000' }, 0],
    ['begins before', { 'content-range': 'bytes 5-19/1000' }, 5],
    ['begins behind', { 'content-range': 'bytes 11-20/1000' }, 'damaged'],
    ['does not say where it begins', {}, 'damaged'],
    ['says it in words of its own', { 'content-range': 'ten to nineteen' }, 'damaged'],
  ])('a part that %s', async (_case, headers, skipped) => {
    await using github = await startGithub();
    github.fault = () => ({ status: 206, bytes: noise(20), headers });
    for (const token of ['', GITHUB_TOKEN]) {
      await using subject = await open(github, { token });
      const reading = subject.storage.read(newKey(), { start: 10, end: 19 });
      if (skipped === 'damaged') {
        await expect(reading).rejects.toMatchObject({ code: 'storage_provider_content_damaged', status: 502 });
      } else expect(await bytesOf(await reading)).toEqual(noise(20).subarray(skipped, skipped + 10));
    }
  });

  test('the raw address gets no token when there is one', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    await subject.storage.read(newKey(), WHOLE);
    expect(github.requests.filter((line) => line.includes('/raw/'))).toEqual([]);
  });

  test('what is larger than GitHub takes is refused before anything is sent', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    const endless = async function* () {
      const chunk = Buffer.alloc(1024 * 1024);
      for (;;) yield chunk;
    };
    expect(await refusalOf(subject.storage.write(newKey(), endless()))).toMatchObject({
      code: 'storage_provider_object_too_large',
      status: 413,
    });
    expect(github.requests).toEqual([]);
  });
});

test('a tree that is too large for one answer is listed folder by folder', async () => {
  await using github = await startGithub();
  await using subject = await open(github);
  const blob = github.repository.addBlob(noise(3));
  const keys = ['a/1/x.png', 'a/1/y.png', 'a/2/x.png', 'b/x.png'];
  github.repository.put(BRANCH, new Map([...keys, 'a/ä.png', 'a/.hidden'].map((key) => [key, blob])), 'by hand');
  github.maxTreeEntries = 4;
  const listed = await collect(subject.storage.list(''));
  expect(listed.map(({ key }) => key).sort()).toEqual([...keys].sort());
  expect((await collect(subject.storage.list('a/1/'))).map(({ key }) => key)).toEqual(['a/1/x.png', 'a/1/y.png']);
});

describe('commits of others', () => {
  test.each([
    ['a small file', 100, 'PUT'],
    ['a large file', 1024 * 1024 + 1, 'PATCH'],
  ])('%s is committed again when the branch moved', async (_case, size, method) => {
    await using github = await startGithub();
    await using subject = await open(github);
    let races = 3;
    github.fault = (call) => {
      if (call.method !== method || races === 0) return undefined;
      races -= 1;
      const blob = github.repository.addBlob(noise(races + 1));
      github.repository.put(BRANCH, new Map([[`others/${races}`, blob]]), 'somebody else');
      // What a ref does by itself: the commit was made on top of another.
      return method === 'PUT' ? refused(409, 'is at 1 but expected 2') : undefined;
    };
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(size), 65_537));
    expect(written(github)).toEqual([key, 'others/0', 'others/1', 'others/2'].sort());
    expect(subject.clock.sleeps).toHaveLength(3);
  });

  test('a branch that never stands still is told of', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    github.fault = ({ method }) => (method === 'PUT' ? refused(409, 'is at 1 but expected 2') : undefined);
    expect(await refusalOf(subject.storage.write(newKey(), chunksOf(noise(10), 10)))).toMatchObject({
      code: 'storage_provider_upsert_failed',
      status: 502,
    });
    expect(github.requests).toHaveLength(8);
  });

  test('an object that another removes first counts as removed', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(10), 10));
    github.fault = ({ method }) => {
      if (method === 'DELETE') github.repository.put(BRANCH, new Map([[key, null]]), 'somebody else');
      return undefined;
    };
    await subject.storage.remove(key);
    expect(written(github)).toEqual([]);
  });

  test('an answer that is lost does not lose the file', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    let lost = 1;
    github.fault = (call, response) => {
      if (call.method !== 'PUT' || lost === 0) return undefined;
      lost -= 1;
      const blob = github.repository.addBlob(Buffer.from(String(call.body.content), 'base64'));
      github.repository.put(BRANCH, new Map([[call.path.replace('contents/', ''), blob]]), 'arrived');
      response.destroy();
      return 'handled';
    };
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(100), 100));
    expect(await bytesOf(await subject.storage.read(key, WHOLE))).toEqual(noise(100));
  });
});

describe('faults', () => {
  const WORDS = 'the upstream says secret things';
  const always =
    (status: number, headers: Record<string, string> = {}): Fault =>
    () => ({ status, json: { message: WORDS }, headers });
  const NOW = Date.UTC(2026, 3, 8, 12);

  test.each<[string, Fault, object, number]>([
    ['a bad token', always(401), { code: 'storage_provider_access_denied', status: 502 }, 1],
    ['a token that may not', always(403), { code: 'storage_provider_access_denied', status: 502 }, 1],
    ['a failing service', always(500), { code: 'storage_provider_failed', status: 502 }, 4],
    [
      'a service away',
      always(503, { 'retry-after': '7' }),
      { code: 'storage_provider_failed', retryAfterSeconds: 7 },
      4,
    ],
    [
      'a long rate limit',
      always(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 900) }),
      { code: 'storage_provider_rate_limited', status: 503, retryAfterSeconds: 900 },
      1,
    ],
    [
      'a rate limit without end',
      always(429, { 'retry-after': '99999999' }),
      { code: 'storage_provider_rate_limited', retryAfterSeconds: 3600 },
      1,
    ],
    [
      'a secondary rate limit',
      () => ({ status: 403, json: { message: 'You have exceeded a secondary rate limit' } }),
      { code: 'storage_provider_rate_limited', retryAfterSeconds: 60 },
      1,
    ],
    ['a repository that moved', always(307, { location: '/elsewhere' }), { status: 502 }, 1],
    ['nonsense', () => ({ status: 200, json: { hello: WORDS } }), { code: 'storage_provider_upsert_failed' }, 1],
    [
      'a connection that is cut',
      (_call, response) => {
        response.destroy();
        return 'handled';
      },
      { code: 'storage_provider_unreachable', status: 502 },
      4,
    ],
  ])('%s', async (_case, fault, expected, requests) => {
    await using github = await startGithub();
    await using subject = await open(github);
    github.fault = fault;
    const refusal = await refusalOf(subject.storage.write(newKey(), chunksOf(noise(10), 10)));
    expect(refusal).toMatchObject(expected);
    expect(refusal).toHaveProperty('retryAfterSeconds');
    expect(JSON.stringify(refusal)).not.toContain(WORDS);
    expect(JSON.stringify(refusal)).not.toContain(GITHUB_TOKEN);
    expect(github.requests).toHaveLength(requests);
  });

  const silent: Fault = () => 'handled';
  const silentAfterHalf: Fault = (_call, response) => {
    response.writeHead(200, { 'content-length': '600000' }).write(noise(300_000));
    return 'handled';
  };
  const ofSize = (bytes: number) => chunksOf(noise(bytes), 65_536);

  test.each<[string, Fault, (storage: Storage) => Promise<unknown>]>([
    ['before it answers', silent, (storage) => storage.read(newKey(), WHOLE)],
    [
      'in the middle of a file',
      silentAfterHalf,
      (storage) => storage.read(newKey(), { start: 0, end: 599_999 }).then(bytesOf),
    ],
    ['after a small file', silent, (storage) => storage.write(newKey(), ofSize(100))],
    ['after a large file', silent, (storage) => storage.write(newKey(), ofSize(2_000_000))],
  ])('a service that falls silent %s is given up', async (_case, fault, run) => {
    await using github = await startGithub();
    await using subject = await open(github, { timeoutMs: 200 });
    github.fault = fault;
    expect(await refusalOf(run(subject.storage))).toMatchObject({ code: 'storage_provider_timed_out', status: 504 });
  });

  test.each([100, 1024 * 1024 + 1])('%i bytes of which others arrive are not kept', async (size) => {
    await using github = await startGithub();
    await using subject = await open(github);
    let lies = 1;
    github.fault = (call) => {
      if (call.body.content === undefined || lies === 0) return undefined;
      lies -= 1;
      const blob = github.repository.addBlob(noise(size, 7));
      if (call.method === 'POST') return { status: 201, json: { sha: blob } };
      const path = call.path.replace('contents/', '');
      github.repository.put(BRANCH, new Map([[path, blob]]), 'others');
      return { status: 201, json: { content: { type: 'file', path, sha: blob, size } } };
    };
    expect(await refusalOf(subject.storage.write(newKey(), ofSize(size)))).toMatchObject({
      code: 'storage_provider_upsert_failed',
      status: 502,
    });
    expect(written(github)).toEqual([]);
    await subject.storage.write(newKey(), ofSize(size));
    expect(written(github)).toHaveLength(1);
  });

  test('a short rate limit is waited for, a long one is not asked again before it ends', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    let limits = 1;
    let seconds = '3';
    github.fault = () => {
      limits -= 1;
      return limits >= 0 ? { ...refused(429, WORDS), headers: { 'retry-after': seconds } } : undefined;
    };
    await subject.storage.write(newKey(), chunksOf(noise(10), 10));
    expect(subject.clock.sleeps).toEqual([3000]);

    subject.clock.advance(3000);
    [limits, seconds] = [1, '120'];
    expect(await refusalOf(subject.storage.read(newKey(), WHOLE))).toMatchObject({ retryAfterSeconds: 120 });
    const before = github.requests.length;
    expect(await refusalOf(subject.storage.read(newKey(), WHOLE))).toMatchObject({ retryAfterSeconds: 120 });
    expect(github.requests).toHaveLength(before);
    subject.clock.advance(120_000);
    expect(await subject.storage.read(newKey(), WHOLE)).toBeUndefined();
  });

  test.each([
    ['the API', GITHUB_TOKEN],
    ['the raw address', ''],
  ])('%s at an address that is not allowed is not asked', async (_case, token) => {
    await using github = await startGithub();
    await using subject = await open(github, { token, allowedNetworks: [] });
    expect(await refusalOf(subject.storage.read(newKey(), WHOLE))).toMatchObject({
      code: 'outbound_address_not_allowed',
    });
    expect(github.requests).toEqual([]);
  });

  test('a redirect to a private address is not followed, and the token goes nowhere', async () => {
    await using github = await startGithub();
    await using other = await startGithub();
    await using subject = await open(github);
    github.fault = always(302, { location: `${other.url}/api/x` });
    expect(await refusalOf(subject.storage.read(newKey(), WHOLE))).toMatchObject({
      code: 'outbound_address_not_allowed',
    });
    expect(other.requests).toEqual([]);
  });

  test('a body that is cut, or shorter than it has to be, is an error', async () => {
    await using github = await startGithub();
    await using subject = await open(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(50), 50));
    await expect(subject.storage.read(key, WHOLE)).rejects.toMatchObject({ code: 'storage_provider_content_damaged' });
    github.fault = (_call, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write(noise(10), () => response.destroy());
      return 'handled';
    };
    expect(await refusalOf(subject.storage.read(key, WHOLE))).toMatchObject({ code: 'storage_provider_unreachable' });
  });
});
