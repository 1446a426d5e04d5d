import { expect, inject, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { waitingForRemoval } from '../../../test/counts.ts';
import { startFaultyProxy } from '../../../test/faulty-proxy.ts';
import { png } from '../../../test/images.ts';
import { startS3Server } from '../../../test/s3-server.ts';
import { addStorage, callStorage, profileFor } from '../../../test/storage-profiles.ts';
import { field, filePart, sendForm, uploadAsset } from '../../../test/upload.ts';

const settings = { Security__Outbound__AllowedNetworks: '127.0.0.1' };
const FOR_EVERYBODY = { configuration: { delivery: 'public', publicBaseUrl: 'https://pictures.example.com' } };
const REFUSED = [400, 'storage_provider_private_not_supported'];

/** Two processes on one database, both of which know a store that keeps pictures private. */
async function startTwo() {
  await using opening = new AsyncDisposableStack();
  const s3 = opening.use(await startS3Server());
  const proxy = opening.use(await startFaultyProxy(s3.endpoint));
  const here = opening.use(await startTestApp({ settings }));
  const there = opening.use(await startTestApp({ settings, database: here.database, clock: here.clock }));
  const { id } = await addStorage(here, profileFor({ ...s3, endpoint: proxy.url }));
  const asset = await uploadAsset(there, { fields: { storageProviderProfileId: id, isPublic: 'true' } });
  const opened = opening.move();
  return { s3, proxy, here, there, id, asset, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

const open = (hub: TestApp, id: string) => callStorage(hub, 'PATCH', `/${id}`, FOR_EVERYBODY);

const outcomeOf = (answer: Awaited<ReturnType<typeof sendForm>>) => [answer.statusCode, answer.json().error?.code];

const hide = (hub: TestApp, assetId: string) =>
  hub.server.inject({
    method: 'PATCH',
    url: `/api/v1/assets/${assetId}`,
    headers: bearer(API_KEY),
    payload: { isPublic: false },
  });

test.each([
  [
    'before the file',
    (id: string, file: Buffer) => [field('isPublic', 'false'), field('storageProviderProfileId', id), filePart(file)],
  ],
  [
    'after the file',
    (id: string, file: Buffer) => [field('storageProviderProfileId', id), filePart(file), field('isPublic', 'false')],
  ],
])('a store that was just made one for everybody gets no byte of a picture that is private %s', async (_case, form) => {
  await using two = await startTwo();
  const { s3, proxy, here, there, id } = two;
  const before = s3.listEverything();
  expect((await open(here, id)).statusCode).toBe(200);
  proxy.beforeWrite = () => expect.unreachable();
  // The clock stands still: what the other process knows of the profile is as it was.
  expect(outcomeOf(await sendForm(there, form(id, await png())))).toEqual(REFUSED);
  expect(s3.listEverything()).toEqual(before);
});

test('a picture there cannot be made private any more', async () => {
  await using two = await startTwo();
  expect((await open(two.here, two.id)).statusCode).toBe(200);
  expect(outcomeOf(await hide(two.there, two.asset.id))).toEqual(REFUSED);
});

test('a private picture is not taken when its store became one for everybody meanwhile', async () => {
  await using two = await startTwo();
  const { s3, proxy, here, there, id } = two;
  const before = s3.listEverything();
  proxy.beforeWrite = async () => {
    proxy.beforeWrite = undefined;
    expect((await open(here, id)).statusCode).toBe(200);
  };
  const form = [field('isPublic', 'false'), field('storageProviderProfileId', id), filePart(await png())];
  expect(outcomeOf(await sendForm(there, form))).toEqual(REFUSED);
  expect(await waitingForRemoval(there)).toEqual([]);
  expect(s3.listEverything()).toEqual(before);
});

/** On SQLite one process waits for the other, which it cannot when both are this one. */
const canBothWrite = inject('database').kind === 'postgresql';

if (canBothWrite)
  test('a store becomes one for everybody, or its picture becomes private: of both at once, one', async () => {
    for (let n = 0; n < 5; n += 1) {
      await using two = await startTwo();
      const [opened, hidden] = await Promise.all([open(two.here, two.id), hide(two.there, two.asset.id)]);
      expect([opened.statusCode, hidden.statusCode].sort()).toEqual([200, 400]);
    }
  });
