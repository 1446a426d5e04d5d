import { expect, test } from 'vitest';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../test/app.ts';
import { recordedEvents } from '../../test/audit-events.ts';
import { cancel, enqueue, testKind } from '../../test/jobs.ts';
import { addStorage, callStorage } from '../../test/storage-profiles.ts';
import { uploadAsset } from '../../test/upload.ts';
import { addUser } from '../../test/users.ts';
import { addWorkflow, graphOf } from '../../test/workflows.ts';
import { AppError } from '../core/errors.ts';
import { type AssetId, newId, parseId } from '../core/ids.ts';
import { PERMISSIONS, type Permission } from '../core/permissions.ts';

// NekoHub's own front end asks for these on the pages of assets, as somebody who may not see the settings.
const call = (hub: TestApp, method: 'GET' | 'POST', path: string, credential = API_KEY) =>
  hub.server.inject({ method, url: `/api/v1/assets/${path}`, headers: bearer(credential) });

const dataOf = async (answer: ReturnType<typeof call>) => {
  const { statusCode, body, json } = await answer;
  expect(statusCode, body).toBe(200);
  return json<{ data: unknown }>().data;
};

/** The access token of somebody new with these permissions. */
const signedIn = async (hub: TestApp, username: string, permissions: readonly Permission[]) => {
  const { password } = await addUser(hub.db, { username, permissions });
  return (await hub.login(username, password)).accessToken;
};

const everythingBut = (hub: TestApp, missing: Permission) =>
  signedIn(
    hub,
    'nearly-all',
    PERMISSIONS.filter((permission) => permission !== missing),
  );

test('who uploads sees where pictures can go, by name alone', async () => {
  await using hub = await startTestApp();
  const accessToken = await signedIn(hub, 'mika', ['assets.create']);
  const pictures = await addStorage(hub, { displayName: 'Our pictures' });
  await addStorage(hub, { name: 'off', isEnabled: false });
  await addStorage(hub, {
    name: 'releases',
    providerType: 'github-releases',
    configuration: { owner: 'nobody', repo: 'pictures', visibilityPolicy: 'public-only', releaseTagMode: 'latest' },
    secretConfiguration: {},
  });
  const targets = () => dataOf(call(hub, 'GET', 'storage-targets', accessToken));
  const s3 = {
    id: pictures.id,
    name: 'Pictures',
    displayName: 'Our pictures',
    providerType: 's3-compatible',
    isDefault: false,
  };
  const [first, ...others] = (await targets()) as { id: string }[];
  expect(first).toEqual({
    id: expect.any(String),
    name: 'local-default',
    displayName: 'Local Default Write Profile',
    providerType: 'local',
    isDefault: true,
  });
  expect(others).toEqual([s3]);

  // Without a default profile pictures go where the settings say, and where that is has no id.
  await callStorage(hub, 'DELETE', `/${first?.id}`);
  expect(await targets()).toEqual([
    { id: null, name: 'local', displayName: null, providerType: 'local', isDefault: true },
    s3,
  ]);
  const refused = await call(hub, 'GET', 'storage-targets', await everythingBut(hub, 'assets.create'));
  expect(refused.statusCode).toBe(403);
});

test('who changes pictures sees which workflows can run on them, and not what is in those', async () => {
  await using hub = await startTestApp();
  const accessToken = await signedIn(hub, 'mika', ['assets.update']);
  const { id } = await addWorkflow(hub, { name: 'By hand', description: 'When needed' });
  const { id: always } = await addWorkflow(hub, { name: 'Every upload', isAutoRun: true });
  await addWorkflow(hub, { name: 'Draft', graphJson: graphOf([]) });
  expect(await dataOf(call(hub, 'GET', 'workflows', accessToken))).toEqual([
    { id: always, name: 'Every upload', description: null, isAutoRun: true },
    { id, name: 'By hand', description: 'When needed', isAutoRun: false },
  ]);
  const refused = await call(hub, 'GET', 'workflows', await everythingBut(hub, 'assets.update'));
  expect(refused.statusCode).toBe(403);
});

test('the jobs of a picture are listed, newest first, in the words that the front end knows', async () => {
  await using hub = await startTestApp();
  const kind = testKind({ name: 'thumbnail', maxAttempts: 1 });
  const hubKind = testKind({ name: 'upkeep', lane: 'maintenance' });
  hub.app.jobs.handle(kind, { run: () => Promise.reject(new AppError('asset_not_found', 'It is gone.')) });
  const assetId = parseId<AssetId>((await uploadAsset(hub, { fields: { runEnrichment: 'false' } })).id);
  const failed = await enqueue(hub, kind, { assetId });
  await hub.app.jobs.runDue();
  const cancelled = await enqueue(hub, kind, { assetId });
  await cancel(hub, cancelled);
  const waiting = await enqueue(hub, kind, { assetId });
  await enqueue(hub, kind, { assetId: newId<AssetId>() });
  await enqueue(hub, hubKind, { assetId });
  const common = { assetId, createdAtUtc: expect.any(String), updatedAtUtc: expect.any(String) };
  expect(await dataOf(call(hub, 'GET', `${assetId}/jobs`))).toEqual([
    { ...common, id: waiting, status: 'pending', attempts: 0, errorMessage: null },
    { ...common, id: cancelled, status: 'failed', attempts: 0, errorMessage: 'It was cancelled.' },
    { ...common, id: failed, status: 'failed', attempts: 1, errorMessage: 'It is gone.' },
  ]);

  for (let n = 0; n < 50; n += 1) await enqueue(hub, kind, { assetId });
  expect(await dataOf(call(hub, 'GET', `${assetId}/jobs`))).toHaveLength(50);
  expect((await call(hub, 'GET', `${newId<AssetId>()}/jobs`)).json().error.code).toBe('asset_not_found');
});

test('a failed job is tried again as a job of its own picture alone, and that is recorded', async () => {
  await using hub = await startTestApp();
  const kind = testKind({ name: 'thumbnail', maxAttempts: 1 });
  hub.app.jobs.handle(kind, { run: () => Promise.reject(new AppError('asset_not_found', 'It is gone.')) });
  const assetId = parseId<AssetId>((await uploadAsset(hub, { fields: { runEnrichment: 'false' } })).id);
  const id = await enqueue(hub, kind, { assetId });
  await hub.app.jobs.runDue();
  const retry = (path: string) => call(hub, 'POST', `${path}/jobs/${id}/retry`);
  const ofAnother = await retry(newId<AssetId>());
  expect([ofAnother.statusCode, ofAnother.json().error.code]).toEqual([404, 'job_not_found']);
  expect((await retry(String(assetId))).statusCode).toBe(204);
  expect((await recordedEvents(hub)).at(-1)).toMatchObject({ action: 'job.retry', outcome: 'success', target_id: id });
  expect(await dataOf(call(hub, 'GET', `${assetId}/jobs`))).toMatchObject([{ id, status: 'pending' }]);
  const again = await retry(String(assetId));
  expect([again.statusCode, again.json().error.code]).toEqual([409, 'job_not_retryable']);
});
