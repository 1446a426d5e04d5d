import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { removeObjects } from '../../../test/counts.ts';
import { GITHUB_TOKEN, githubConfiguration, startGithub, type TestGithub } from '../../../test/github/server.ts';
import { filesWritten } from '../../../test/github/storage.ts';
import { png } from '../../../test/images.ts';
import { uploadAsset } from '../../../test/upload.ts';

const BASE = '/api/v1/system/storage/providers';
const settings = { Security__Outbound__AllowedNetworks: '127.0.0.1' };

const call = (hub: TestApp, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
  hub.server.inject({ method, url: BASE + url, headers: bearer(API_KEY), ...(payload && { payload }) });

async function addProfile(hub: TestApp, github: TestGithub, more: object = {}): Promise<string> {
  const answer = await call(hub, 'POST', '', {
    name: `repository ${JSON.stringify(more)}`,
    providerType: 'github-repo',
    configuration: { ...githubConfiguration(github), ...more },
    secretConfiguration: { token: GITHUB_TOKEN },
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().data.id;
}

test('a picture goes into the repository, is read from there, and its files are found there', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const bytes = await png();
  const asset = await uploadAsset(hub, { bytes, fields: { storageProviderProfileId: id, isPublic: 'true' } });
  expect(asset.storageKey).toMatch(/^images\/\d{4}\//);
  expect((await github.repository.files()).get(asset.storageKey)?.equals(bytes)).toBe(true);

  const query = 'recursive=true&maxDepth=9&type=file';
  const { data } = (await call(hub, 'GET', `/${id}/github-repo/browse?${query}`)).json();
  expect(data).toMatchObject({ profileId: id, requestedPath: '', total: 1, page: 1, pageSize: 50, hasMore: false });
  expect(data).toMatchObject({ visibilityPolicy: 'public-only', usesControlledRead: false, keyword: null });
  expect(data.items).toMatchObject([{ path: asset.storageKey.replace('images/', ''), size: bytes.length }]);
});

test('readers of a public picture are sent to the raw file, which costs nothing of what GitHub allows the token', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const upload = async (more: object) =>
    uploadAsset(hub, { fields: { storageProviderProfileId: await addProfile(hub, github, more), isPublic: 'true' } });
  const read = (key: string) => hub.server.inject(`/content/${key}`);

  const open = await upload({ basePath: 'open' });
  let asked = 0;
  github.fault = () => {
    asked += 1;
    return undefined;
  };
  const answer = await read(open.storageKey);
  expect([answer.statusCode, answer.headers.location]).toEqual([307, open.publicUrl]);
  expect(asked).toBe(0);
  expect((await fetch(String(answer.headers.location))).status).toBe(200);

  const closed = await upload({ basePath: 'closed', visibilityPolicy: 'private-token' });
  expect((await read(closed.storageKey)).statusCode).toBe(200);
});

test('a file is put, recorded, and refused when it is not what was expected', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const body = { path: 'a.txt', contentBase64: Buffer.from('one').toString('base64') };
  const put = await call(hub, 'POST', `/${id}/github-repo/upsert`, body);
  expect(put.json().data).toMatchObject({
    profileId: id,
    path: 'a.txt',
    operation: 'created',
    size: 3,
    publicUrl: `${github.rawBaseUrl}/nobody/pictures/main/images/a.txt`,
  });
  const again = await call(hub, 'POST', `/${id}/github-repo/upsert`, { ...body, expectedSha: 'f'.repeat(40) });
  expect([again.statusCode, again.json().error.code]).toEqual([409, 'storage_provider_upsert_expected_sha_conflict']);
  const events = await hub.db
    .selectFrom('audit_events')
    .select('details_json')
    .where('action', '=', 'storage_profile.put_file')
    .where('outcome', '=', 'success')
    .execute();
  expect(events).toEqual([{ details_json: JSON.stringify({ path: 'a.txt', operation: 'created' }) }]);
});

test('a path that no address can have is refused', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const put = await call(hub, 'POST', `/${id}/github-repo/upsert`, { path: 'a\ud800', contentBase64: 'AAAA' });
  expect([put.statusCode, put.json().error]).toEqual([
    400,
    expect.objectContaining({ code: 'storage_provider_relative_path_invalid', field: 'path' }),
  ]);
});

test('a repository that hangs holds up no other', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const slow = await addProfile(hub, github, { basePath: 'slow' });
  const quick = await addProfile(hub, github, { basePath: 'quick' });
  const { promise: asked, resolve: hear } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  github.fault = ({ path }, response) => {
    if (!path.includes('slow')) return undefined;
    hear();
    void released.then(() => response.writeHead(404, { 'content-type': 'application/json' }).end('{}'));
    return 'handled';
  };
  const body = { path: 'a.txt', contentBase64: 'AAAA' };
  const waiting = call(hub, 'POST', `/${slow}/github-repo/upsert`, body);
  await asked;
  const put = await call(hub, 'POST', `/${quick}/github-repo/upsert`, body);
  expect(put.statusCode, put.body).toBe(200);
  release();
  await waiting;
});

test('a deletion has the message that was given with it, for every file of the picture', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const fields = { storageProviderProfileId: id, isPublic: 'true' };
  const [cat, dog] = [await uploadAsset(hub, { fields }), await uploadAsset(hub, { fields })];
  await hub.app.jobs.runDue();
  const stored = () => filesWritten(github);
  const files = (await stored()).length;
  const away = (assetId: string, payload?: object) =>
    hub.server.inject({
      method: 'DELETE',
      url: `/api/v1/assets/${assetId}`,
      headers: bearer(API_KEY),
      ...(payload && { payload }),
    });
  await away(cat.id, { commitMessage: '  Remove the cat ' });
  await removeObjects(hub);
  expect(await stored()).toHaveLength(files / 2);
  const messages = () => github.repository.log();
  expect((await messages()).filter((message) => message === 'Remove the cat')).toHaveLength(files / 2);
  await away(dog.id);
  await removeObjects(hub);
  expect(await stored()).toEqual([]);
  expect(await messages()).toContain(`chore(nekohub): delete ${dog.storageKey}`);
});

test('many deletions at once have one message', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const fields = { storageProviderProfileId: id, isPublic: 'true', runEnrichment: 'false' };
  const ids = [(await uploadAsset(hub, { fields })).id, (await uploadAsset(hub, { fields })).id];
  const payload = { ids, commitMessage: ' Out of date ' };
  const answer = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/assets/batch-delete',
    headers: bearer(API_KEY),
    payload,
  });
  expect(answer.json()).toMatchObject({ data: { deletedCount: 2 } });
  await removeObjects(hub);
  expect(await filesWritten(github)).toEqual([]);
  expect((await github.repository.log()).filter((message) => message === 'Out of date')).toHaveLength(2);
});

test('a file of several megabytes is put, and one of more than twelve is refused', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const put = (bytes: number) =>
    call(hub, 'POST', `/${id}/github-repo/upsert`, {
      path: 'large.bin',
      contentBase64: Buffer.alloc(bytes, 'a').toString('base64'),
    });
  expect((await put(3 * 1024 * 1024)).json()).toMatchObject({ data: { size: 3 * 1024 * 1024 } });
  expect((await put(13 * 1024 * 1024)).statusCode).toBeGreaterThanOrEqual(400);
  expect((await github.repository.files()).get('images/large.bin')).toHaveLength(3 * 1024 * 1024);
});

test('only an enabled profile of this type has a repository', async () => {
  await using github = await startGithub();
  await using hub = await startTestApp({ settings });
  const id = await addProfile(hub, github);
  const refusalOf = async (profile: string) =>
    (await call(hub, 'GET', `/${profile}/github-repo/browse?type=link`)).json().error.code;
  expect(await refusalOf(id)).toBe('storage_provider_directory_type_invalid');
  await call(hub, 'PATCH', `/${id}`, { isEnabled: false });
  expect(await refusalOf(id)).toBe('storage_provider_profile_disabled');
  const { data } = (await call(hub, 'GET', '')).json();
  const local = data.profiles.find(({ providerType }: { providerType: string }) => providerType === 'local');
  expect(await refusalOf(local.id)).toBe('storage_provider_profile_provider_type_mismatch');
  expect(github.requests).toEqual([]);
});
