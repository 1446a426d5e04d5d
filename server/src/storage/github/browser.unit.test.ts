import { afterEach, expect, test } from 'vitest';
import { createTestClock } from '../../../test/clock.ts';
import { refused } from '../../../test/github/call.ts';
import { GITHUB_TOKEN, githubConfiguration, startGithub, type TestGithub } from '../../../test/github/server.ts';
import { createOutbound, type Outbound } from '../../core/outbound.ts';
import { Secret } from '../../core/secret.ts';
import { browseFolder, checkBrowse } from './browse.ts';
import { createGithubClient } from './client.ts';
import { createCommits } from './commits.ts';
import type { GithubConfiguration } from './configuration.ts';
import { checkUpsert, upsertFile } from './upsert.ts';

const opened: Outbound[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((outbound) => outbound.close()));
});

function open(github: TestGithub, changes: Partial<GithubConfiguration> = {}) {
  const outbound = createOutbound({ allowedNetworks: ['127.0.0.1'], maxConcurrent: 4, maxWaiting: 4 });
  opened.push(outbound);
  const configuration = { ...githubConfiguration(github), ...changes };
  const clock = createTestClock();
  const client = createGithubClient({
    configuration,
    token: new Secret(GITHUB_TOKEN),
    outbound,
    clock,
    timeoutMs: 20_000,
  });
  const commits = createCommits(clock);
  return {
    browse: (given: Parameters<typeof checkBrowse>[0] = {}) => browseFolder(client, configuration, checkBrowse(given)),
    upsert: (given: Parameters<typeof checkUpsert>[0]) =>
      upsertFile(client, commits, configuration, checkUpsert(given)),
  };
}

const FILES = [
  'README.md',
  'images/b.png',
  'images/A.png',
  'images/z/Ä b.png',
  'images/z/deep/er/c.png',
  'imagesx/d.png',
];

const fill = ({ repository }: TestGithub): Promise<void> =>
  repository.put(new Map(FILES.map((path) => [path, Buffer.from('bytes')])), 'by hand');

test.each<[Parameters<typeof checkBrowse>[0], string[], number]>([
  [{}, ['z', 'A.png', 'b.png'], 3],
  [{ path: '/' }, ['z', 'A.png', 'b.png'], 3],
  [{ path: 'z' }, ['z/deep', 'z/Ä b.png'], 2],
  [{ recursive: true }, ['z/deep', 'z', 'A.png', 'b.png', 'z/Ä b.png'], 5],
  [{ recursive: true, maxDepth: 9, type: 'FILE' }, ['A.png', 'b.png', 'z/deep/er/c.png', 'z/Ä b.png'], 4],
  [{ recursive: true, maxDepth: 9, type: 'dir' }, ['z/deep', 'z/deep/er', 'z'], 3],
  [{ recursive: true, maxDepth: 9, keyword: 'DEEP' }, ['z/deep', 'z/deep/er', 'z/deep/er/c.png'], 3],
  [{ pageSize: 2 }, ['z', 'A.png'], 3],
  [{ pageSize: 2, page: 2 }, ['b.png'], 3],
  [{ page: 9 }, [], 3],
])('%j shows %j', async (given, paths, total) => {
  await using github = await startGithub();
  await fill(github);
  for (const maxTreeEntries of [100_000, 3]) {
    github.maxTreeEntries = maxTreeEntries;
    // A folder itself is never cut here: GitHub cuts recursive answers.
    const page = await open(github).browse(given);
    expect(page.items.map(({ path }) => path)).toEqual(paths);
    expect(page.total).toBe(total);
    expect(page.hasMore).toBe(given.pageSize === 2 && given.page !== 2);
  }
});

test('a file has its size, SHA and public address; a private one has no address', async () => {
  await using github = await startGithub();
  await fill(github);
  const item = {
    name: 'Ä b.png',
    path: 'z/Ä b.png',
    type: 'file',
    isDirectory: false,
    isFile: true,
    size: 5,
    sha: await github.repository.blobs.add(Buffer.from('bytes')),
    publicUrl: `${github.rawBaseUrl}/nobody/pictures/main/images/z/%C3%84%20b.png`,
  };
  expect((await open(github).browse({ path: 'z', type: 'file' })).items).toEqual([item]);
  const hidden = open(github, { visibilityPolicy: 'private-token' });
  expect((await hidden.browse({ path: 'z', type: 'file' })).items).toEqual([{ ...item, publicUrl: null }]);
});

test.each<[Parameters<typeof checkBrowse>[0], string, number]>([
  [{ type: 'link' }, 'storage_provider_directory_type_invalid', 400],
  [{ page: 0 }, 'storage_provider_directory_page_invalid', 400],
  [{ pageSize: 201 }, 'storage_provider_directory_page_size_invalid', 400],
  [{ maxDepth: 0 }, 'storage_provider_directory_depth_invalid', 400],
  [{ path: '../x' }, 'storage_provider_relative_path_invalid', 400],
  [{ path: 'a//b' }, 'storage_provider_relative_path_invalid', 400],
  [{ path: 'nowhere' }, 'storage_provider_directory_not_found', 404],
  [{ path: 'b.png' }, 'storage_provider_directory_expected', 400],
])('%j is refused: %s', async (given, code, status) => {
  await using github = await startGithub();
  await fill(github);
  await expect((async () => open(github).browse(given))()).rejects.toMatchObject({ code, status });
});

const content = (text: string) => ({ contentBase64: Buffer.from(text).toString('base64') });

test('a file is created, replaced, and replaced only when it is what was expected', async () => {
  await using github = await startGithub();
  const { upsert } = open(github);
  const created = await upsert({ path: ' a/b.txt ', ...content('one') });
  expect(created).toEqual({
    path: 'a/b.txt',
    operation: 'created',
    size: 3,
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  const updated = await upsert({ path: 'a/b.txt', ...content('two'), expectedSha: created.sha.toUpperCase() });
  expect(updated).toMatchObject({ operation: 'updated' });
  await expect(upsert({ path: 'a/b.txt', ...content('x'), expectedSha: created.sha })).rejects.toMatchObject({
    code: 'storage_provider_upsert_expected_sha_conflict',
    status: 409,
  });
  await expect(upsert({ path: 'new.txt', ...content('x'), expectedSha: created.sha })).rejects.toMatchObject({
    code: 'storage_provider_upsert_expected_sha_target_missing',
    status: 409,
  });
  await upsert({ path: 'a/b.txt', ...content('three'), commitMessage: ' by hand ' });
  expect((await github.repository.files()).get('images/a/b.txt')?.toString()).toBe('three');
  expect((await github.repository.log()).slice(0, 3)).toEqual([
    'by hand',
    'chore(nekohub): update a/b.txt',
    'chore(nekohub): create a/b.txt',
  ]);
});

test('a file that somebody changes between the look and the commit is not overwritten when it was expected', async () => {
  await using github = await startGithub();
  const { upsert } = open(github);
  const { sha } = await upsert({ path: 'b.txt', ...content('one') });
  github.fault = async ({ method }) => {
    if (method !== 'PUT') return undefined;
    await github.repository.put(new Map([['images/b.txt', Buffer.from('theirs')]]), 'x');
    return undefined;
  };
  await expect(upsert({ path: 'b.txt', ...content('two'), expectedSha: sha })).rejects.toMatchObject({
    code: 'storage_provider_upsert_expected_sha_conflict',
  });
  expect((await github.repository.files()).get('images/b.txt')?.toString()).toBe('theirs');
});

test.each<[Parameters<typeof checkUpsert>[0], string]>([
  [{ path: ' ', ...content('x') }, 'storage_provider_upsert_path_required'],
  [{ path: 'x' }, 'storage_provider_upsert_content_required'],
  [{ path: 'x', contentBase64: 'no!' }, 'storage_provider_upsert_content_base64_invalid'],
  [{ path: 'x', contentBase64: '====' }, 'storage_provider_upsert_content_base64_invalid'],
  [{ path: '../x', ...content('x') }, 'storage_provider_relative_path_invalid'],
  [{ path: '/', ...content('x') }, 'storage_provider_relative_path_invalid'],
  [{ path: 'z', ...content('x') }, 'storage_provider_file_expected'],
])('%j is not written: %s', async (given, code) => {
  await using github = await startGithub();
  await fill(github);
  await expect((async () => open(github).upsert(given))()).rejects.toMatchObject({ code, status: 400 });
  expect(await github.repository.log()).toEqual(['by hand', 'Initial commit']);
});

test('what GitHub refuses is told without its words', async () => {
  await using github = await startGithub();
  github.fault = ({ method }) => (method === 'PUT' ? refused(422, 'secret words') : undefined);
  const refusal = expect(open(github).upsert({ path: 'x', ...content('x') })).rejects;
  await refusal.toMatchObject({
    code: 'storage_provider_upsert_failed',
    message: expect.not.stringContaining('secret'),
  });
});
