import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addStorage, callStorage } from '../../../test/storage-profiles.ts';
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
