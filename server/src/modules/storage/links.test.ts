import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addStorage, callStorage, storageOverview } from '../../../test/storage-profiles.ts';
import { uploadAsset } from '../../../test/upload.ts';
import { SECOND } from '../../core/clock.ts';
import type { AssetItem } from '../assets/schema.ts';

const PICTURES = 'https://pictures.example.com';
const MOVED = 'https://moved.example.com';

/** Where the list says that the only picture is. */
async function originInList(hub: TestApp): Promise<string> {
  const answer = await hub.server.inject({ url: '/api/v1/assets', headers: bearer(API_KEY) });
  const [item] = answer.json<{ data: { items: AssetItem[] } }>().data.items;
  return new URL(item?.publicUrl ?? '').origin;
}

test('another process lists the addresses of profiles from its start on, and those that changed soon after', async () => {
  await using here = await startTestApp();
  const configuration = { rootPath: 'assets', publicBaseUrl: PICTURES };
  const { id } = await addStorage(here, {
    name: 'Folder',
    providerType: 'local',
    configuration,
    secretConfiguration: {},
  });
  expect((await callStorage(here, 'POST', `/${id}/set-default`)).statusCode).toBe(200);
  await uploadAsset(here, { fields: { isPublic: 'true' } });
  expect(await originInList(here)).toBe(PICTURES);

  await using there = await startTestApp({ database: here.database, clock: here.clock });
  expect(await originInList(there)).toBe(PICTURES);
  const moved = { configuration: { publicBaseUrl: MOVED } };
  expect((await callStorage(here, 'PATCH', `/${id}`, moved)).statusCode).toBe(200);
  expect(await originInList(here)).toBe(MOVED);
  here.clock.advance(5 * SECOND);
  // The first answer may be the kept one; it has the profiles read again.
  await expect.poll(() => originInList(there)).toBe(MOVED);
});

const S3_SETTINGS = {
  Storage__S3__Endpoint: 'https://s3.example.com',
  Storage__S3__Bucket: 'pictures',
  Storage__S3__AccessKey: 'access-of-the-tests',
  Storage__S3__SecretKey: 'very-secret-key-of-the-tests',
  Storage__S3__PublicBaseUrl: PICTURES,
};

/** A picture that went where the settings say, as there is no default profile any more. */
async function addUnprofiled(hub: TestApp) {
  const { defaultProfile } = await storageOverview(hub);
  await callStorage(hub, 'DELETE', `/${defaultProfile?.id}`);
  return uploadAsset(hub, { fields: { isPublic: 'true' } });
}

test('a picture keeps its address when the settings name another store by now', async () => {
  await using before = await startTestApp();
  expect(await addUnprofiled(before)).toMatchObject({ storageProvider: 'local', storageProviderProfileId: null });
  const { database } = before;
  await using hub = await startTestApp({ database, settings: { ...S3_SETTINGS, Storage__Provider: 's3' } });
  expect(await originInList(hub)).toBe('http://localhost');
  const answer = await hub.server.inject({ url: '/api/v1/public/assets' });
  const [item] = answer.json<{ data: { items: AssetItem[] } }>().data.items;
  expect((await hub.server.inject({ url: new URL(item?.publicUrl ?? '').pathname })).statusCode).toBe(200);
});

test('a picture in a store that settings named before cannot be made private where everybody can read it', async () => {
  await using hub = await startTestApp({ settings: S3_SETTINGS });
  const { id } = await addUnprofiled(hub);
  await hub.db.updateTable('assets').set({ storage_provider: 's3' }).execute();
  const payload = { isPublic: false };
  const answer = await hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${id}`,
    headers: bearer(API_KEY),
    payload,
  });
  expect([answer.statusCode, answer.json().error?.code]).toEqual([400, 'storage_provider_private_not_supported']);
});
