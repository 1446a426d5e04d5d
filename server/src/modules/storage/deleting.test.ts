import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp } from '../../../test/app.ts';
import { addAssets } from '../../../test/assets.ts';
import { removeObjects } from '../../../test/counts.ts';
import { png } from '../../../test/images.ts';
import { addStorage, callStorage, type StorageRefusal, storageOverview } from '../../../test/storage-profiles.ts';
import { field, filePart, sendForm, uploadAsset } from '../../../test/upload.ts';
import { DAY } from '../../core/clock.ts';

test('a profile that pictures are in is disabled instead of deleted, and they can still be read', async () => {
  await using hub = await startTestApp();
  const { defaultProfile } = await storageOverview(hub);
  const asset = await uploadAsset(hub);
  const answer = await callStorage(hub, 'DELETE', `/${defaultProfile?.id}`);
  expect(answer.json()).toMatchObject({ data: { wasDefault: true, status: 'disabled' } });
  const content = await hub.server.inject({ url: `/content/${asset.storageKey}` });
  expect(content.statusCode).toBe(200);
  expect((await storageOverview(hub)).profiles).toMatchObject([{ isEnabled: false, isDefault: false }]);
});

test('the list of assets is narrowed down to what a profile holds', async () => {
  await using hub = await startTestApp();
  const { defaultProfile } = await storageOverview(hub);
  const asset = await uploadAsset(hub);
  await addAssets(hub.db, [{ fileName: 'in the folder of the settings.png' }]);
  const listOf = async (id: string | undefined) => {
    const url = `/api/v1/assets?storageProviderProfileId=${id}`;
    return (await hub.server.inject({ url, headers: bearer(API_KEY) })).json().data;
  };
  expect(await listOf(defaultProfile?.id)).toMatchObject({ total: 1, items: [{ id: asset.id }] });
  expect(await listOf(asset.id)).toMatchObject({ total: 0, items: [] });
});

test('a profile that many uploads went to and nothing is left in is deleted', async () => {
  await using hub = await startTestApp();
  const { defaultProfile } = await storageOverview(hub);
  const assets = await Promise.all(Array.from({ length: 12 }, () => uploadAsset(hub)));
  const ids = assets.map(({ id }) => id);
  const payload = JSON.stringify(ids);
  const headers = { ...bearer(API_KEY), 'content-type': 'application/json' };
  const url = '/api/v1/assets/batch-delete';
  expect((await hub.server.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(200);
  await removeObjects(hub);
  const answer = await callStorage(hub, 'DELETE', `/${defaultProfile?.id}`);
  expect(answer.json()).toMatchObject({ data: { status: 'deleted' } });
});

test('an upload to a profile that another process has just deleted is refused', async () => {
  await using hub = await startTestApp();
  const { id } = await addStorage(hub);
  await storageOverview(hub);
  await hub.db
    .deleteFrom('storage_profiles')
    .where('id', '=', id as never)
    .execute();
  const parts = [field('isPublic', 'true'), field('storageProviderProfileId', id), filePart(await png())];
  const answer = await sendForm(hub, parts);
  expect([answer.statusCode, answer.json<StorageRefusal>().error.code]).toEqual([
    404,
    'storage_provider_profile_not_found',
  ]);
});

test('a profile that only removals keep is disabled, and deleted when that is asked for again', async () => {
  await using hub = await startTestApp();
  const { id } = await addStorage(hub);
  const note = { storage_provider: 's3', storage_profile_id: id as never, storage_key: 'a.png', attempts: 0 };
  const { db } = hub;
  const status = async () => (await callStorage(hub, 'DELETE', `/${id}`)).json().data.status;
  // An upload that may be under way.
  await db
    .insertInto('object_removals')
    .values({ ...note, due_at: hub.clock.now() + DAY })
    .execute();
  expect([await status(), await status()]).toEqual(['disabled', 'disabled']);
  // A store that is gone, and does not remove what it had.
  await db.updateTable('object_removals').set({ due_at: 0, attempts: 3 }).execute();
  await callStorage(hub, 'PATCH', `/${id}`, { isEnabled: true });
  expect([await status(), await status()]).toEqual(['disabled', 'deleted']);
  expect(await db.selectFrom('object_removals').selectAll().execute()).toEqual([]);
});
