import { describe, expect, test } from 'vitest';
import { startFaultyProxy } from '../../../test/faulty-proxy.ts';
import { listFiles } from '../../../test/files.ts';
import { GITHUB_TOKEN, startGithub } from '../../../test/github/server.ts';
import { filesWritten, openGithubStorage } from '../../../test/github/storage.ts';
import { noise } from '../../../test/images.ts';
import { bytesOf, chunksOf, collect, newKey } from '../../../test/objects.ts';
import { describeStorage } from '../../../test/storage-contract/contract.ts';

async function openBehind(proxied: boolean) {
  const github = await startGithub();
  const proxy = await startFaultyProxy(github.url);
  const subject = await openGithubStorage(
    github,
    proxied ? { configuration: { apiBaseUrl: `${proxy.url}/api`, rawBaseUrl: `${proxy.url}/raw` } } : {},
  );
  const { apiBaseUrl, rawBaseUrl } = github;
  return {
    storage: subject.storage,
    proxy,
    address: { driver: 'github' as const, apiBaseUrl, rawBaseUrl, workPath: subject.workPath },
    listEverything: () => filesWritten(github),
    async [Symbol.asyncDispose]() {
      await subject[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await github[Symbol.asyncDispose]();
    },
  };
}

describeStorage('github', () => openBehind(false), {
  maxBytes: 100 * 1024 * 1024,
  openBehindProxy: () => openBehind(true),
});

const WHOLE = { start: 0, end: 99 };

describe('what is asked for', () => {
  test('a small new file is one request, without a sha', async () => {
    await using github = await startGithub();
    await using subject = await openGithubStorage(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(100), 10));
    expect(github.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([`PUT contents/${key}`]);
    expect(Object.keys(github.calls[0]?.body ?? {}).sort()).toEqual(['branch', 'content', 'message']);
    expect(await github.repository.log()).toEqual([`chore(nekohub): upload ${key}`, 'Initial commit']);
  });

  test('a large file goes through a blob, in one commit, and leaves nothing in the work folder', async () => {
    await using github = await startGithub();
    await using subject = await openGithubStorage(github);
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
    const files = await github.repository.files();
    expect(files.get(key)?.equals(noise(1024 * 1024 + 1))).toBe(true);
    expect(files.has('.gitignore')).toBe(true);
    expect(await listFiles(subject.workPath)).toEqual([]);
    expect(await github.repository.log()).toHaveLength(2);
  });

  test('the key is the path in the repository, whatever the folder of the configuration is by now', async () => {
    await using github = await startGithub();
    const key = `images/${newKey()}`;
    await using first = await openGithubStorage(github);
    await first.storage.write(key, chunksOf(noise(100), 100));
    await using second = await openGithubStorage(github, { configuration: { basePath: 'elsewhere' } });
    expect(await filesWritten(github)).toEqual([key]);
    expect(await bytesOf(await second.storage.read(key, WHOLE))).toEqual(noise(100));
    await second.storage.remove(key);
    expect(await filesWritten(github)).toEqual([]);
  });

  test.each([100, 1024 * 1024 + 1])('%i bytes are written over what is there', async (size) => {
    await using github = await startGithub();
    await using subject = await openGithubStorage(github);
    const key = newKey();
    await subject.storage.write(key, chunksOf(noise(50), 50));
    await subject.storage.write(key, chunksOf(noise(size, 7), 65_537));
    expect((await github.repository.files()).get(key)?.equals(noise(size, 7))).toBe(true);
  });

  test('a folder is no object', async () => {
    await using github = await startGithub();
    await using subject = await openGithubStorage(github);
    await subject.storage.write('2026/04/08/a.png', chunksOf(noise(10), 10));
    expect(await subject.storage.read('2026/04', WHOLE)).toBeUndefined();
    expect(await subject.storage.read('2026/04', { start: 0, end: -1 })).toBeUndefined();
    await subject.storage.remove('2026/04');
    expect(await filesWritten(github)).toEqual(['2026/04/08/a.png']);
  });

  test('without a token a public file is read from the raw address, and no token is looked for', async () => {
    await using github = await startGithub();
    await using writer = await openGithubStorage(github);
    await using reader = await openGithubStorage(github, { token: '' });
    const key = newKey();
    await writer.storage.write(key, chunksOf(noise(1000), 100));
    const before = github.requests.length;
    expect(await bytesOf(await reader.storage.read(key, { start: 100, end: 199 }))).toEqual(
      noise(1000).subarray(100, 200),
    );
    expect(github.requests.slice(before)).toEqual([`GET /raw/nobody/pictures/main/${key}`]);
    expect(await reader.storage.read(newKey(), WHOLE)).toBeUndefined();
    await expect(reader.storage.check()).rejects.toMatchObject({ code: 'storage_provider_access_denied' });
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
      await using subject = await openGithubStorage(github, { token });
      const reading = subject.storage.read(newKey(), { start: 10, end: 19 });
      if (skipped === 'damaged') {
        await expect(reading).rejects.toMatchObject({ code: 'storage_provider_content_damaged', status: 502 });
      } else expect(await bytesOf(await reading)).toEqual(noise(20).subarray(skipped, skipped + 10));
    }
  });

  test('the raw address gets no token when there is one', async () => {
    await using github = await startGithub();
    await using subject = await openGithubStorage(github);
    await subject.storage.read(newKey(), WHOLE);
    expect(github.requests.filter((line) => line.includes('/raw/'))).toEqual([]);
  });

  test('what is larger than GitHub takes is refused before anything is sent', async () => {
    await using github = await startGithub();
    await using subject = await openGithubStorage(github);
    const endless = async function* () {
      const chunk = Buffer.alloc(1024 * 1024);
      for (;;) yield chunk;
    };
    await expect(subject.storage.write(newKey(), endless())).rejects.toMatchObject({
      code: 'storage_provider_object_too_large',
      status: 413,
    });
    expect(github.requests).toEqual([]);
  });
});

test('a tree that is too large for one answer is listed folder by folder', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  const keys = ['a/1/x.png', 'a/1/y.png', 'a/2/x.png', 'b/x.png'];
  await github.repository.put(new Map([...keys, 'a/ä.png', 'a/.hidden'].map((key) => [key, noise(3)])), 'by hand');
  github.maxTreeEntries = 4;
  const listed = await collect(subject.storage.list(''));
  expect(listed.map(({ key }) => key).sort()).toEqual([...keys].sort());
  expect((await collect(subject.storage.list('a/1/'))).map(({ key }) => key)).toEqual(['a/1/x.png', 'a/1/y.png']);
});
