import { describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { recordedEvents } from '../../../test/audit-events.ts';
import {
  addStorage,
  callStorage,
  refusalOf,
  S3_PROFILE,
  type StorageRefusal,
  storageOverview,
  UNKNOWN_PROFILE,
} from '../../../test/storage-profiles.ts';
import { uploadAsset } from '../../../test/upload.ts';

describe('changing', () => {
  const patch = (hub: TestApp, id: string, body: object) => callStorage(hub, 'PATCH', `/${id}`, body);

  test('merges: what is absent stays, null is the default again, a new endpoint path keeps the secrets', async () => {
    await using hub = await startTestApp();
    const { id } = await addStorage(hub, { configuration: { ...S3_PROFILE.configuration, forcePathStyle: false } });
    const answer = await patch(hub, id, {
      displayName: 'Mine',
      configuration: { bucket: 'others', forcePathStyle: null, endpoint: 'https://s3.example.com/base/', unknown: 1 },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      data: {
        name: 'Pictures',
        displayName: 'Mine',
        secretsSet: ['accessKey', 'secretKey'],
        configuration: {
          endpoint: 'https://s3.example.com/base',
          bucket: 'others',
          region: 'eu-1',
          forcePathStyle: true,
        },
      },
    });
    expect(answer.body).not.toContain('unknown');
  });

  test.each<[object, string, string]>([
    [{ configuration: { endpoint: 'https://evil.example' } }, 'secret_required', 'secretConfiguration'],
    [{ configuration: { endpoint: 'http://s3.example.com' } }, 'secret_required', 'secretConfiguration'],
    [{ configuration: { endpoint: 'https://s3.example.com:8443' } }, 'secret_required', 'secretConfiguration'],
    [
      { configuration: { endpoint: 'https://evil.example' }, secretConfiguration: { accessKey: 'mine' } },
      'secret_required',
      'secretConfiguration',
    ],
    [{ secretConfiguration: null }, 'access_key_required', 'secretConfiguration.accessKey'],
    [{ secretConfiguration: { secretKey: null } }, 'secret_key_required', 'secretConfiguration.secretKey'],
    [{ configuration: null }, 'configuration_required', 'configuration'],
    [{ name: null }, 'name_required', 'name'],
    [{ name: 'LOCAL-DEFAULT' }, 'name_conflict', 'name'],
  ])('to %j is refused as %s of %s', async (body, code, field) => {
    await using hub = await startTestApp();
    const before = await addStorage(hub);
    expect(await refusalOf(patch(hub, before.id, body))).toEqual([400, `storage_provider_profile_${code}`, field]);
    expect((await storageOverview(hub)).profiles.find(({ id }) => id === before.id)).toEqual(before);
  });

  test('to another host is fine with its secrets', async () => {
    await using hub = await startTestApp();
    const { id } = await addStorage(hub);
    const answer = await patch(hub, id, {
      configuration: { endpoint: 'https://other.example' },
      secretConfiguration: { accessKey: 'other', secretKey: 'other-secret' },
    });
    expect(answer.json()).toMatchObject({ data: { configuration: { endpoint: 'https://other.example' } } });
  });

  test('what is not there is not found', async () => {
    await using hub = await startTestApp();
    for (const [method, path] of [
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/set-default'],
      ['POST', '/test'],
    ] as const) {
      const answer = await callStorage(hub, method, UNKNOWN_PROFILE + path, method === 'PATCH' ? {} : undefined);
      expect([answer.statusCode, answer.json<StorageRefusal>().error.code]).toEqual([
        404,
        'storage_provider_profile_not_found',
      ]);
    }
  });

  test('is recorded, without secrets', async () => {
    await using hub = await startTestApp();
    const { id } = await addStorage(hub);
    await patch(hub, id, { secretConfiguration: { secretKey: 'another-one-of-the-tests' } });
    await callStorage(hub, 'POST', `/${id}/set-default`);
    await callStorage(hub, 'DELETE', `/${id}`);
    const events = await recordedEvents(hub);
    expect(events.map(({ action }) => action)).toEqual([
      'storage_profile.create',
      'storage_profile.update',
      'storage_profile.set_default',
      'storage_profile.delete',
    ]);
    expect(events.every(({ target_id, target_name }) => target_id === id && target_name === 'Pictures')).toBe(true);
    expect(JSON.stringify(events)).not.toContain('of-the-tests');
  });
});

test('one that cannot be used as it is kept leaves the others alone, and can be put right or deleted', async () => {
  await using hub = await startTestApp();
  const configuration = { owner: 'cats', repo: 'pictures', ref: 'main' };
  const github = { providerType: 'github-repo', configuration, secretConfiguration: null };
  const { id } = await addStorage(hub, { ...github, name: 'kept by another version' });
  const configuration_json = JSON.stringify({ ...configuration, ref: '\ud800' });
  await hub.db
    .updateTable('storage_profiles')
    .set({ configuration_json })
    .where('name', '=', 'kept by another version')
    .execute();
  hub.clock.advance(5000);
  await uploadAsset(hub);
  const other = await addStorage(hub, { name: 'other' });
  expect((await callStorage(hub, 'POST', `/${other.id}/set-default`)).statusCode).toBe(200);
  expect(await refusalOf(callStorage(hub, 'POST', `/${id}/set-default`))).toEqual([
    400,
    'storage_provider_profile_write_not_supported',
    undefined,
  ]);
  expect((await callStorage(hub, 'PATCH', `/${id}`, { configuration })).statusCode).toBe(200);
  expect((await callStorage(hub, 'DELETE', `/${id}`)).json().data.status).toBe('deleted');
});
