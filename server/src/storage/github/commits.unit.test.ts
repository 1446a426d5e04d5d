import fs from 'node:fs';
import * as git from 'isomorphic-git';
import { expect, test } from 'vitest';
import { refused } from '../../../test/github/call.ts';
import { ACCOUNT } from '../../../test/github/person.ts';
import { startGithub } from '../../../test/github/server.ts';
import { filesWritten, openGithubStorage } from '../../../test/github/storage.ts';
import { noise } from '../../../test/images.ts';
import { bytesOf, chunksOf, newKey } from '../../../test/objects.ts';

test.each([
  ['a small file', 100, 'PUT'],
  ['a large file', 1024 * 1024 + 1, 'PATCH'],
])('%s is committed again when the branch moved', async (_case, size, method) => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  let races = 3;
  github.fault = async (call) => {
    if (call.method !== method || races === 0) return undefined;
    races -= 1;
    await github.repository.put(new Map([[`others/${races}`, noise(races + 1)]]), 'somebody else');
    return undefined;
  };
  const key = newKey();
  await subject.storage.write(key, chunksOf(noise(size), 65_537));
  expect(await filesWritten(github)).toEqual([key, 'others/0', 'others/1', 'others/2'].sort());
  expect(subject.clock.sleeps).toHaveLength(3);
});

test('a branch that never stands still is told of', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  github.fault = ({ method }) => (method === 'PUT' ? refused(409, 'is at 1 but expected 2') : undefined);
  await expect(subject.storage.write(newKey(), chunksOf(noise(10), 10))).rejects.toMatchObject({
    code: 'storage_provider_upsert_failed',
    status: 502,
  });
  expect(github.requests).toHaveLength(8);
});

test('an object that another removes first counts as removed', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  const key = newKey();
  await subject.storage.write(key, chunksOf(noise(10), 10));
  github.fault = async ({ method }) => {
    if (method === 'DELETE') await github.repository.put(new Map([[key, null]]), 'somebody else');
    return undefined;
  };
  await subject.storage.remove(key);
  expect(await filesWritten(github)).toEqual([]);
});

test('an answer that is lost does not lose the file', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  let lost = 1;
  github.fault = async (call, response) => {
    if (call.method !== 'PUT' || lost === 0) return undefined;
    lost -= 1;
    const bytes = Buffer.from(String(call.body.content), 'base64');
    await github.repository.put(new Map([[call.path.replace('contents/', ''), bytes]]), 'arrived');
    response.destroy();
    return 'handled';
  };
  const key = newKey();
  await subject.storage.write(key, chunksOf(noise(100), 100));
  expect(await bytesOf(await subject.storage.read(key, { start: 0, end: 99 }))).toEqual(noise(100));
});

test('the repository has one commit for each write and removal, each on the one before, in nobody else’s name', async () => {
  await using github = await startGithub();
  await using subject = await openGithubStorage(github);
  const [small, large] = [noise(100), noise(1024 * 1024 + 1)];
  const { storage } = subject;
  await storage.write('2026/small.png', chunksOf(small, 100));
  await storage.write('2026/large.png', chunksOf(large, 65_537), { commitMessage: 'The large one' });
  await storage.write('2026/small.png', chunksOf(noise(50), 50));
  await storage.remove('2026/small.png');

  const gitdir = github.repository.path;
  const commits = await git.log({ fs, gitdir, ref: 'main' });
  expect(commits.map(({ commit }) => commit.message.trimEnd())).toEqual([
    'chore(nekohub): delete 2026/small.png',
    'chore(nekohub): upload 2026/small.png',
    'The large one',
    'chore(nekohub): upload 2026/small.png',
    'Initial commit',
  ]);
  const parents = commits.map(({ commit }) => commit.parent);
  expect(parents).toEqual([...commits.slice(1).map(({ oid }) => [oid]), []]);
  for (const { commit } of commits) {
    expect([commit.author, commit.committer]).toMatchObject([ACCOUNT, ACCOUNT]);
  }

  const [last, replaced, , first] = commits.map(({ oid }) => oid);
  const at = async (oid = '', filepath = '') => {
    const { blob } = await git.readBlob({ fs, gitdir, oid, filepath });
    return Buffer.from(blob);
  };
  expect((await at(last, '2026/large.png')).equals(large)).toBe(true);
  await expect(at(last, '2026/small.png')).rejects.toThrow(git.Errors.NotFoundError);
  expect(await at(replaced, '2026/small.png')).toEqual(noise(50));
  expect(await at(first, '2026/small.png')).toEqual(small);
});

test('two hubs that write at the same time lose nothing of each other', async () => {
  await using github = await startGithub();
  await using one = await openGithubStorage(github);
  await using other = await openGithubStorage(github);
  const { promise: both, resolve: meet } = Promise.withResolvers<void>();
  let arrived = 0;
  // Both commits are made on top of the same one.
  github.fault = async ({ method }) => {
    if (method !== 'PUT') return undefined;
    arrived += 1;
    if (arrived === 2) meet();
    await both;
    return undefined;
  };
  const writing = [one, other].map(({ storage }, index) =>
    storage.write(`of/${index}.png`, chunksOf(noise(100, index), 100)),
  );
  await Promise.all(writing);
  expect(await filesWritten(github)).toEqual(['of/0.png', 'of/1.png']);
  expect(await github.repository.log()).toHaveLength(3);
  expect([...one.clock.sleeps, ...other.clock.sleeps]).toHaveLength(1);
});
