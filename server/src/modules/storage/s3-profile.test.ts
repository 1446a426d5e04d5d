import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { removeObjects } from '../../../test/counts.ts';
import { startHttpServer } from '../../../test/http-server.ts';
import { jpeg, png } from '../../../test/images.ts';
import { jpegMetadata, withSegments } from '../../../test/metadata.ts';
import { startS3Server } from '../../../test/s3-server.ts';
import { addStorage, callStorage, profileFor } from '../../../test/storage-profiles.ts';
import { field, filePart, sendForm, uploadAsset } from '../../../test/upload.ts';

const settings = { Security__Outbound__AllowedNetworks: '127.0.0.1' };
const bytes = await png();

const get = (hub: TestApp, url: string, headers: Record<string, string> = {}) =>
  hub.server.inject({ url, headers: { ...bearer(API_KEY), ...headers } });

const codeOf = (answer: Awaited<ReturnType<typeof get>>) => answer.json<{ error: { code: string } }>().error.code;

describe('through the program', () => {
  test('a picture is stored, sent in ranges, and removed', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id } = await addStorage(hub, { ...profileFor(s3), isDefault: true });
    const asset = await uploadAsset(hub, { bytes });
    expect(asset).toMatchObject({ storageProvider: 's3', storageProviderProfileId: id });
    expect(asset.publicUrl).toBe(`http://localhost:80/content/${asset.storageKey}`);
    expect(s3.listEverything()).toEqual([asset.storageKey]);
    const whole = await get(hub, `/content/${asset.storageKey}`);
    expect(whole.rawPayload.equals(bytes)).toBe(true);
    const part = await get(hub, `/content/${asset.storageKey}`, { range: 'bytes=2-5' });
    expect([part.statusCode, part.rawPayload.equals(bytes.subarray(2, 6))]).toEqual([206, true]);
    expect(part.headers['content-range']).toBe(`bytes 2-5/${bytes.length}`);
    const head = await hub.server.inject({ method: 'HEAD', url: `/content/${asset.storageKey}` });
    expect([head.statusCode, head.headers['content-length']]).toEqual([200, String(bytes.length)]);
    await hub.server.inject({ method: 'DELETE', url: `/api/v1/assets/${asset.id}`, headers: bearer(API_KEY) });
    await removeObjects(hub);
    expect(s3.listEverything()).toEqual([]);
  });

  test('a profile can be named before or behind the file', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id } = await addStorage(hub, profileFor(s3));
    const profile = field('storageProviderProfileId', id);
    for (const parts of [
      [profile, filePart(bytes)],
      [filePart(bytes), profile],
    ]) {
      const answer = await sendForm(hub, parts);
      expect(answer.statusCode).toBe(202);
      expect(answer.json()).toMatchObject({ data: { storageProviderProfileId: id } });
      const { storageKey } = answer.json<{ data: { storageKey: string } }>().data;
      expect((await get(hub, `/content/${storageKey}`)).rawPayload.equals(bytes)).toBe(true);
    }
    await removeObjects(hub);
    expect(s3.listEverything()).toHaveLength(2);
    expect(await hub.db.selectFrom('object_removals').selectAll().execute()).toEqual([]);
  });

  test('a disabled profile takes nothing', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id } = await addStorage(hub, { ...profileFor(s3), isEnabled: false });
    const answer = await sendForm(hub, [field('storageProviderProfileId', id), filePart(bytes)]);
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'storage_provider_profile_disabled']);
    expect(s3.listEverything()).toEqual([]);
  });
});

test('with signed addresses readers are sent to the store, private ones too', async () => {
  await using s3 = await startS3Server();
  await using hub = await startTestApp({ settings });
  await addStorage(hub, { ...profileFor(s3, { delivery: 'signed' }), isDefault: true });
  const open = await uploadAsset(hub, { bytes });
  const hidden = await uploadAsset(hub, { bytes, fields: { isPublic: 'false' } });
  for (const path of [`/content/${open.storageKey}`, `/api/v1/assets/${hidden.id}/content`]) {
    const answer = await get(hub, path);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([307, 'no-store']);
    const signed = await fetch(String(answer.headers.location));
    expect([signed.status, signed.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await signed.arrayBuffer()).equals(bytes)).toBe(true);
  }
  expect((await hub.server.inject({ url: `/content/${hidden.storageKey}` })).statusCode).toBe(404);
});

describe('where everybody can read the bucket', () => {
  const publicBaseUrl = 'https://cdn.example/pictures';

  test('public pictures are linked and redirected there', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    await addStorage(hub, { ...profileFor(s3, { publicBaseUrl }), isDefault: true });
    const asset = await uploadAsset(hub, { bytes });
    const url = `${publicBaseUrl}/${asset.storageKey}`;
    expect(asset.publicUrl).toBe(url);
    expect((await get(hub, `/content/${asset.storageKey}`)).headers.location).toBe(url);
    expect((await get(hub, '/api/v1/public/assets')).json()).toMatchObject({ data: { items: [{ publicUrl: url }] } });
  });

  test('an address that leads back here is no redirect', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const own = { publicBaseUrl: 'https://pictures.example/content' };
    await addStorage(hub, { ...profileFor(s3, own), isDefault: true });
    const asset = await uploadAsset(hub, { bytes });
    expect(asset.publicUrl).toBe(`${own.publicBaseUrl}/${asset.storageKey}`);
    const answer = await get(hub, `/content/${asset.storageKey}`, { host: 'pictures.example' });
    expect([answer.statusCode, answer.rawPayload.equals(bytes)]).toEqual([200, true]);
  });

  test('links follow the profile', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id } = await addStorage(hub, { ...profileFor(s3, { publicBaseUrl }), isDefault: true });
    const asset = await uploadAsset(hub, { bytes });
    await get(hub, '/api/v1/assets');
    await callStorage(hub, 'PATCH', `/${id}`, { configuration: { publicBaseUrl: 'https://new.example' } });
    const moved = `https://new.example/${asset.storageKey}`;
    expect((await get(hub, `/api/v1/assets/${asset.id}`)).json()).toMatchObject({ data: { publicUrl: moved } });
    expect((await get(hub, '/api/v1/assets')).json()).toMatchObject({ data: { items: [{ publicUrl: moved }] } });
  });

  test('private pictures are refused, whenever it is said, and never reach the store', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id } = await addStorage(hub, { ...profileFor(s3, { publicBaseUrl }), isDefault: true });
    const hidden = field('isPublic', 'false');
    for (const parts of [
      [hidden, filePart(bytes)],
      [filePart(bytes), hidden],
    ]) {
      const answer = await sendForm(hub, parts);
      expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'storage_provider_private_not_supported']);
    }
    expect(s3.listEverything()).toEqual([]);
    const asset = await uploadAsset(hub, { bytes });
    const answer = await hub.server.inject({
      method: 'PATCH',
      url: `/api/v1/assets/${asset.id}`,
      headers: bearer(API_KEY),
      payload: { isPublic: false },
    });
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'storage_provider_private_not_supported']);
    expect(
      (await callStorage(hub, 'PATCH', `/${id}`, { configuration: { publicBaseUrl: null, delivery: null } }))
        .statusCode,
    ).toBe(200);
    await uploadAsset(hub, { bytes, fields: { isPublic: 'false' } });
    const back = await callStorage(hub, 'PATCH', `/${id}`, { configuration: { publicBaseUrl, delivery: 'public' } });
    expect([back.statusCode, codeOf(back)]).toEqual([400, 'storage_provider_private_not_supported']);
  });

  const post = (hub: TestApp, path: string, payload: object = {}) =>
    hub.server.inject({ method: 'POST', url: `/api/v1/assets/${path}`, headers: bearer(API_KEY), payload });
  const versionsOf = async (hub: TestApp, id: string) =>
    (await get(hub, `/api/v1/assets/${id}/versions`)).json<{ data: { number: number }[] }>().data;
  const located = async () => withSegments(await jpeg(400, 300), jpegMetadata(6));

  test('a former original goes from there when it is replaced, whatever is kept elsewhere', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id: profile } = await addStorage(hub, { ...profileFor(s3, { publicBaseUrl }), isDefault: true });
    hub.app.jobs.start();
    const { id, storageKey } = await uploadAsset(hub, { bytes: await located(), contentType: 'image/jpeg' });
    expect((await post(hub, `${id}/skills/exif-strip/run`)).json()).toMatchObject({ data: { succeeded: true } });
    expect(await versionsOf(hub, id)).toEqual([]);
    await expect.poll(() => s3.listEverything()).not.toContain(storageKey);
    // Nothing is left that would be private.
    const changed = await callStorage(hub, 'PATCH', `/${profile}`, {
      configuration: { publicBaseUrl: 'https://b.test' },
    });
    expect(changed.statusCode).toBe(200);
  });

  test('former originals keep a bucket from being opened, and one that was opened all the same lets them go', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id: profile } = await addStorage(hub, { ...profileFor(s3), isDefault: true });
    hub.app.jobs.start();
    const { id, storageKey } = await uploadAsset(hub, { bytes: await located(), contentType: 'image/jpeg' });
    await post(hub, `${id}/skills/exif-strip/run`);
    expect(await versionsOf(hub, id)).toHaveLength(1);
    const open = () =>
      callStorage(hub, 'PATCH', `/${profile}`, { configuration: { publicBaseUrl, delivery: 'public' } });
    const refused = await open();
    expect([refused.statusCode, codeOf(refused)]).toEqual([400, 'storage_provider_private_not_supported']);

    expect((await post(hub, `${id}/versions/1/restore`)).statusCode).toBe(200);
    const [former] = await hub.db.selectFrom('asset_versions').selectAll().execute();
    await hub.db.deleteFrom('asset_versions').execute();
    expect((await open()).statusCode).toBe(200);
    if (former) await hub.db.insertInto('asset_versions').values(former).execute();
    expect((await post(hub, `${id}/skills/exif-strip/run`)).json()).toMatchObject({ data: { succeeded: true } });
    expect(await versionsOf(hub, id)).toEqual([]);
    await expect.poll(() => s3.listEverything()).not.toContain(storageKey);
  });
});

describe('a test of a profile', () => {
  const steps = (answer: Awaited<ReturnType<typeof callStorage>>) =>
    answer
      .json<{ data: { steps: { name: string; succeeded: boolean; errorCode: string | null }[] } }>()
      .data.steps.map(({ name, succeeded, errorCode }) => [name, succeeded, errorCode]);

  test('writes, reads, reads a range and removes; nothing is left', async () => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const { id } = await addStorage(hub, profileFor(s3));
    const answer = await callStorage(hub, 'POST', `/${id}/test`);
    expect(answer.json()).toMatchObject({ data: { succeeded: true } });
    expect(steps(answer)).toEqual([
      ['open', true, null],
      ['write', true, null],
      ['read', true, null],
      ['readRange', true, null],
      ['remove', true, null],
    ]);
    expect(s3.listEverything()).toEqual([]);
  });

  test.each([
    [
      'of a wrong key',
      (secretConfiguration: object) => ({ ...secretConfiguration, secretKey: 'wrong' }),
      {},
      'storage_provider_access_denied',
    ],
    [
      'of a bucket that is not there',
      (given: object) => given,
      { bucket: 'nobody' },
      'storage_provider_bucket_missing',
    ],
  ])('tells %s, and nothing of what the store says', async (_case, secretsOf, more, code) => {
    await using s3 = await startS3Server();
    await using hub = await startTestApp({ settings });
    const profile = profileFor(s3, more);
    const { id } = await addStorage(hub, { ...profile, secretConfiguration: secretsOf(profile.secretConfiguration) });
    const answer = await callStorage(hub, 'POST', `/${id}/test`);
    expect(steps(answer)[1]).toEqual(['write', false, code]);
    expect(answer.json()).toMatchObject({ data: { succeeded: false } });
    expect(answer.body).not.toMatch(/from upstream/);
  });

  test('tells that the operator does not allow the address', async () => {
    await using hub = await startTestApp({ resolveHost: async () => ['10.0.0.1'] });
    const { id } = await addStorage(hub);
    const answer = await callStorage(hub, 'POST', `/${id}/test`);
    expect(steps(answer)[1]).toEqual(['write', false, 'outbound_address_not_allowed']);
  });
});

test('a store that fails is told of as such; other profiles go on, and what is to be removed stays noted', async () => {
  await using s3 = await startS3Server();
  await using broken = await startHttpServer((_request, response) => response.writeHead(500).end('from upstream'));
  await using hub = await startTestApp({ settings });
  const { id } = await addStorage(hub, profileFor(s3));
  const asset = await uploadAsset(hub, { bytes, fields: { storageProviderProfileId: id } });
  const { accessKey, secretKey } = s3;
  await callStorage(hub, 'PATCH', `/${id}`, {
    configuration: { endpoint: broken.url },
    secretConfiguration: { accessKey, secretKey },
  });
  const read = await get(hub, `/content/${asset.storageKey}`);
  expect([read.statusCode, codeOf(read), read.headers['retry-after']]).toEqual([502, 'storage_provider_failed', '5']);
  const write = await sendForm(hub, [field('storageProviderProfileId', id), filePart(bytes)]);
  expect([write.statusCode, codeOf(write)]).toEqual([502, 'storage_provider_failed']);
  expect(read.body + write.body).not.toContain('from upstream');
  expect((await uploadAsset(hub, { bytes })).storageProvider).toBe('local');
  const gone = await hub.server.inject({
    method: 'DELETE',
    url: `/api/v1/assets/${asset.id}`,
    headers: bearer(API_KEY),
  });
  expect(gone.statusCode).toBe(200);
  const notes = await hub.db.selectFrom('object_removals').select(['storage_key', 'storage_profile_id']).execute();
  expect(notes).toContainEqual({ storage_key: asset.storageKey, storage_profile_id: id });
});

test.each([200, 403])('a store that answers with %i and does not stop talking is hung up on', async (status) => {
  const chunk = Buffer.alloc(1024 * 1024, '<x>');
  let sent = 0;
  const closed: Promise<unknown>[] = [];
  await using endless = await startHttpServer((request, response) => {
    request.resume();
    closed.push(once(response, 'close'));
    const talk = () => {
      while (!response.destroyed && sent < 256 * chunk.length) {
        sent += chunk.length;
        if (!response.write(chunk)) return response.once('drain', talk);
      }
      return response.end();
    };
    response.writeHead(status, { 'content-type': 'application/xml' });
    talk();
  });
  await using hub = await startTestApp({ settings });
  const configuration = { endpoint: endless.url, bucket: 'pictures', region: 'test-1' };
  const { id } = await addStorage(hub, { configuration, isDefault: true });
  const queued = await hub.server.inject({
    method: 'POST',
    url: '/api/v1/system/doctor',
    headers: bearer(API_KEY),
    payload: {},
  });
  expect(queued.statusCode).toBe(202);
  await hub.app.jobs.runDue();
  const { data } = (await get(hub, '/api/v1/system/doctor')).json();
  expect(data.status).toBe('succeeded');
  await sendForm(hub, [field('storageProviderProfileId', id), filePart(bytes)]);
  await Promise.all(closed);
  expect(sent).toBeLessThan(100 * chunk.length);
});

test('the S3 store of the settings becomes the first profile, its secrets sealed, wherever it is', async () => {
  await using s3 = await startS3Server();
  await using hub = await startTestApp({
    settings: {
      Storage__Provider: 's3',
      Storage__S3__Endpoint: s3.endpoint,
      Storage__S3__Bucket: s3.bucket,
      Storage__S3__Region: s3.region,
      Storage__S3__AccessKey: s3.accessKey,
      Storage__S3__SecretKey: s3.secretKey,
      Storage__S3__ForcePathStyle: 'true',
    },
  });
  const asset = await uploadAsset(hub, { bytes });
  expect(asset.storageProvider).toBe('s3');
  expect((await get(hub, `/content/${asset.storageKey}`)).rawPayload.equals(bytes)).toBe(true);
  const row = await hub.db.selectFrom('storage_profiles').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ name: 's3-default', display_name: 'S3 Default Write Profile', is_default: 1 });
  expect(JSON.stringify(row)).not.toContain(s3.secretKey);
});
