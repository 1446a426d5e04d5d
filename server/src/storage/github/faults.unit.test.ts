import { expect, test } from 'vitest';
import { refused } from '../../../test/github/call.ts';
import { type Fault, GITHUB_TOKEN, startGithub } from '../../../test/github/server.ts';
import { filesWritten, openGithubStorage } from '../../../test/github/storage.ts';
import { noise } from '../../../test/images.ts';
import { bytesOf, chunksOf, newKey } from '../../../test/objects.ts';
import type { Storage } from '../storage.ts';

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

const WORDS = 'the upstream says secret things';
const always =
  (status: number, headers: Record<string, string> = {}): Fault =>
  () => ({ status, json: { message: WORDS }, headers });
const NOW = Date.UTC(2026, 3, 8, 12);

test.each<[string, Fault, object, number]>([
  ['a bad token', always(401), { code: 'storage_provider_access_denied', status: 502 }, 1],
  ['a token that may not', always(403), { code: 'storage_provider_access_denied', status: 502 }, 1],
  ['a failing service', always(500), { code: 'storage_provider_failed', status: 502 }, 4],
  ['a service away', always(503, { 'retry-after': '7' }), { code: 'storage_provider_failed', retryAfterSeconds: 7 }, 4],
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
  await using subject = await openGithubStorage(github);
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
  await using subject = await openGithubStorage(github, { timeoutMs: 200 });
  github.fault = fault;
  expect(await refusalOf(run(subject.storage))).toMatchObject({ code: 'storage_provider_timed_out', status: 504 });
});

test.each([100, 1024 * 1024 + 1])('%i bytes of which others arrive are not kept', async (size) => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  let lies = 1;
  github.fault = async (call) => {
    if (call.body.content === undefined || lies === 0) return undefined;
    lies -= 1;
    const sha = await github.repository.blobs.add(noise(size, 7));
    if (call.method === 'POST') return { status: 201, json: { sha } };
    const path = call.path.replace('contents/', '');
    await github.repository.put(new Map([[path, noise(size, 7)]]), 'others');
    return { status: 201, json: { content: { type: 'file', path, sha, size } } };
  };
  expect(await refusalOf(subject.storage.write(newKey(), ofSize(size)))).toMatchObject({
    code: 'storage_provider_upsert_failed',
    status: 502,
  });
  expect(await filesWritten(github)).toEqual([]);
  await subject.storage.write(newKey(), ofSize(size));
  expect(await filesWritten(github)).toHaveLength(1);
});

test('a short rate limit is waited for, a long one is not asked again before it ends', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
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
  await using subject = await openGithubStorage(github, { token, allowedNetworks: [] });
  expect(await refusalOf(subject.storage.read(newKey(), WHOLE))).toMatchObject({
    code: 'outbound_address_not_allowed',
  });
  expect(github.requests).toEqual([]);
});

test('a redirect to a private address is not followed, and the token goes nowhere', async () => {
  await using github = await startGithub();
  await using other = await startGithub();
  await using subject = await openGithubStorage(github);
  github.fault = always(302, { location: `${other.url}/api/x` });
  expect(await refusalOf(subject.storage.read(newKey(), WHOLE))).toMatchObject({
    code: 'outbound_address_not_allowed',
  });
  expect(other.requests).toEqual([]);
});

test('a body that is cut, or shorter than it has to be, is an error', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
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
