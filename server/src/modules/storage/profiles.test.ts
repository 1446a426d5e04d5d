import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { API_KEY, bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { addAssets } from '../../../test/assets.ts';
import { removeObjects } from '../../../test/counts.ts';
import { createTestDatabase } from '../../../test/database.ts';
import { dumpDatabase } from '../../../test/dump.ts';
import { png } from '../../../test/images.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { addStorage, callStorage, S3_PROFILE, storageOverview } from '../../../test/storage-profiles.ts';
import { field, filePart, sendForm, uploadAsset } from '../../../test/upload.ts';
import { DAY } from '../../core/clock.ts';
import type { Permission } from '../../core/permissions.ts';

const UNKNOWN = '/0196f000-0000-7000-8000-000000000000';

interface Refusal {
  readonly error: { readonly code: string; readonly field?: string };
}

const refusalOf = async (call: ReturnType<typeof callStorage>) => {
  const answer = await call;
  const { code, field } = answer.json<Refusal>().error;
  return [answer.statusCode, code, field];
};

const namesOf = async (hub: TestApp) => (await storageOverview(hub)).profiles.map(({ name }) => name);

describe('adding', () => {
  const empty = shareTestApp();

  test('answers with everything but the secrets', async () => {
    await using hub = await startTestApp();
    const answer = await callStorage(hub, 'POST', '', { ...S3_PROFILE, name: ' Pictures ', displayName: ' ' });
    expect(answer.statusCode).toBe(201);
    const { data } = answer.json<{ data: { id: string } }>();
    expect(answer.headers.location).toBe(`/api/v1/system/storage/providers/${data.id}`);
    expect(data).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Pictures',
      displayName: null,
      providerType: 's3-compatible',
      isEnabled: true,
      isDefault: false,
      capabilities: expect.objectContaining({ supportsPrivateRead: true, requiresAccessProxy: false }),
      configurationSummary: expect.objectContaining({
        providerName: 's3',
        endpointHost: 's3.example.com',
        bucketOrContainer: 'pictures',
        region: 'eu-1',
        forcePathStyle: true,
        rootPath: null,
        owner: null,
      }),
      configuration: {
        providerName: 's3',
        endpoint: 'https://s3.example.com',
        bucket: 'pictures',
        region: 'eu-1',
        forcePathStyle: true,
        publicBaseUrl: null,
        delivery: 'proxy',
      },
      secretsSet: ['accessKey', 'secretKey'],
      createdAtUtc: '2026-04-08T12:00:00.000Z',
      updatedAtUtc: '2026-04-08T12:00:00.000Z',
    });
    expect(answer.body + (await callStorage(hub, 'GET')).body).not.toMatch(/of-the-tests/);
    expect(await dumpDatabase(hub)).not.toMatch(/of-the-tests/);
  });

  const s3 = (more: object) => ({ configuration: { ...S3_PROFILE.configuration, ...more } });
  const local = (configuration: object, more: object = {}) => ({
    providerType: 'Local',
    secretConfiguration: null,
    configuration,
    ...more,
  });
  const repo = (more: object, secretConfiguration: object | null = null) => ({
    providerType: 'github-repo',
    configuration: { owner: 'cats', repo: 'pictures', ref: 'main', ...more },
    secretConfiguration,
  });
  const releases = (more: object) => ({
    providerType: 'github-releases',
    configuration: { owner: 'cats', repo: 'pictures', ...more },
    secretConfiguration: null,
  });
  const P = 'storage_provider_profile_';

  test.each<[object, string, string]>([
    [{ providerType: ' ' }, `${P}provider_type_required`, 'providerType'],
    [{ providerType: null, name: '' }, `${P}provider_type_required`, 'providerType'],
    [{ providerType: 'ftp', name: ' ' }, `${P}name_required`, 'name'],
    [{ providerType: 'ftp' }, `${P}provider_type_unsupported`, 'providerType'],
    [{ name: 'n'.repeat(129) }, 'request_invalid', 'name'],
    [{ displayName: 'n'.repeat(257) }, 'request_invalid', 'displayName'],
    [{ name: 'a\u202eb' }, 'request_invalid', 'name'],
    [{ configuration: undefined }, `${P}configuration_required`, 'configuration'],
    [{ configuration: null }, `${P}configuration_required`, 'configuration'],
    [{ configuration: [] }, `${P}configuration_required`, 'configuration'],
    [{ configuration: 'x' }, `${P}configuration_required`, 'configuration'],
    [{ secretConfiguration: [] }, `${P}secret_configuration_invalid`, 'secretConfiguration'],
    [{ secretConfiguration: 'x' }, `${P}secret_configuration_invalid`, 'secretConfiguration'],
    [s3({ endpoint: ' ' }), `${P}endpoint_invalid`, 'configuration.endpoint'],
    [s3({ endpoint: 's3.example.com' }), `${P}endpoint_invalid`, 'configuration.endpoint'],
    [s3({ endpoint: 'ftp://s3.example.com' }), `${P}endpoint_invalid`, 'configuration.endpoint'],
    [s3({ endpoint: 'https://me:pw@s3.example.com' }), `${P}endpoint_invalid`, 'configuration.endpoint'],
    [s3({ endpoint: 'http://127.0.0.1:9000' }), 'outbound_address_not_allowed', 'configuration.endpoint'],
    [s3({ endpoint: 'http://169.254.169.254' }), 'outbound_address_not_allowed', 'configuration.endpoint'],
    [s3({ endpoint: 'http://[::ffff:10.0.0.1]' }), 'outbound_address_not_allowed', 'configuration.endpoint'],
    [s3({ endpoint: 7 }), `${P}configuration_invalid`, 'configuration.endpoint'],
    [s3({ bucket: null }), `${P}bucket_required`, 'configuration.bucket'],
    [s3({ bucket: '../other' }), `${P}configuration_invalid`, 'configuration.bucket'],
    [s3({ region: ' ' }), `${P}region_required`, 'configuration.region'],
    [s3({ forcePathStyle: 'yes' }), `${P}configuration_invalid`, 'configuration.forcePathStyle'],
    [s3({ providerName: 'local' }), `${P}configuration_invalid`, 'configuration.providerName'],
    [s3({ providerName: 'n'.repeat(65) }), `${P}configuration_invalid`, 'configuration.providerName'],
    [s3({ publicBaseUrl: '/x' }), `${P}public_base_url_invalid`, 'configuration.publicBaseUrl'],
    [s3({ delivery: 'public' }), `${P}public_base_url_invalid`, 'configuration.publicBaseUrl'],
    [s3({ delivery: 'pigeon' }), `${P}configuration_invalid`, 'configuration.delivery'],
    [{ secretConfiguration: null }, `${P}access_key_required`, 'secretConfiguration.accessKey'],
    [{ secretConfiguration: { accessKey: 'a' } }, `${P}secret_key_required`, 'secretConfiguration.secretKey'],
    [
      { secretConfiguration: { accessKey: 'a', secretKey: 'two words' } },
      `${P}secret_configuration_invalid`,
      'secretConfiguration.secretKey',
    ],
    [local({ rootPath: ' ' }), `${P}root_path_required`, 'configuration.rootPath'],
    [local({ rootPath: '/etc' }), `${P}root_path_not_allowed`, 'configuration.rootPath'],
    [local({ rootPath: '../beside' }), `${P}root_path_not_allowed`, 'configuration.rootPath'],
    [local({ rootPath: 'keys' }), `${P}root_path_not_allowed`, 'configuration.rootPath'],
    [local({ rootPath: 'work/x' }), `${P}root_path_not_allowed`, 'configuration.rootPath'],
    [local({ rootPath: 'a', publicBaseUrl: 'x' }), `${P}public_base_url_invalid`, 'configuration.publicBaseUrl'],
    [local({ rootPath: 'a' }, { secretConfiguration: { a: 1 } }), `${P}secret_not_supported`, 'secretConfiguration'],
    [local({ rootPath: 'a' }, { isDefault: true, isEnabled: false }), `${P}default_requires_enabled`, 'isEnabled'],
    [repo({ owner: '' }), `${P}github_owner_required`, 'configuration.owner'],
    [repo({ owner: '..' }), `${P}github_owner_invalid`, 'configuration.owner'],
    [repo({ repo: '' }), `${P}github_repo_required`, 'configuration.repo'],
    [repo({ repo: 'a/b' }), `${P}github_repo_invalid`, 'configuration.repo'],
    [repo({ ref: '' }), `${P}github_repo_ref_required`, 'configuration.ref'],
    [repo({ ref: 'a b' }), `${P}github_repo_ref_invalid`, 'configuration.ref'],
    [repo({ ref: 'a\ud800' }), `${P}configuration_invalid`, 'configuration.ref'],
    [local({ rootPath: 'a\udc00b' }), `${P}configuration_invalid`, 'configuration.rootPath'],
    [repo({ ref: '../main' }), `${P}github_repo_ref_invalid`, 'configuration.ref'],
    [repo({ basePath: 'a/../b' }), `${P}github_path_prefix_invalid`, 'configuration.basePath'],
    [repo({ visibilityPolicy: 'x' }), `${P}github_visibility_policy_invalid`, 'configuration.visibilityPolicy'],
    [repo({ apiBaseUrl: 'x' }), `${P}github_repo_api_base_url_invalid`, 'configuration.apiBaseUrl'],
    [repo({ apiBaseUrl: 'http://10.0.0.1' }), 'outbound_address_not_allowed', 'configuration.apiBaseUrl'],
    [repo({ rawBaseUrl: 'x' }), `${P}github_repo_raw_base_url_invalid`, 'configuration.rawBaseUrl'],
    [
      repo({ visibilityPolicy: 'Private-Token' }),
      `${P}github_repo_token_required_for_private`,
      'secretConfiguration.token',
    ],
    [repo({}, { token: 'short' }), `${P}github_token_invalid`, 'secretConfiguration.token'],
    [releases({ releaseTagMode: 'x' }), `${P}github_releases_release_tag_mode_invalid`, 'configuration.releaseTagMode'],
    [releases({ releaseTagMode: 'fixed' }), `${P}github_releases_fixed_tag_required`, 'configuration.fixedTag'],
    [releases({ allowDelete: true }), `${P}github_releases_delete_not_supported`, 'configuration.allowDelete'],
    [{ ...releases({}), isDefault: true }, `${P}write_not_supported`, 'isDefault'],
  ])('of %j is refused as %s of %s', async (given, code, field) => {
    const answer = await callStorage(empty(), 'POST', '', { ...S3_PROFILE, ...given });
    expect([answer.statusCode, answer.json<Refusal>().error]).toMatchObject([400, { code, field }]);
    expect(answer.body).not.toMatch(/of-the-tests|two words/);
    expect(await namesOf(empty())).toEqual(['local-default']);
  });

  test('of a name that is taken, in any case, is refused; also when several come at once', async () => {
    await using hub = await startTestApp();
    const names = ['Store', 'store', 'STORE', ' Store '];
    const answers = await Promise.all(names.map((name) => callStorage(hub, 'POST', '', { ...S3_PROFILE, name })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 400, 400, 400]);
    expect(await refusalOf(callStorage(hub, 'POST', '', { ...S3_PROFILE, name: 'sTORE' }))).toEqual([
      400,
      'storage_provider_profile_name_conflict',
      'name',
    ]);
  });
});

test('a request is checked without a word on the console of the operator', async () => {
  const warn = vi.spyOn(console, 'warn');
  await using hub = await startTestApp();
  await addStorage(hub);
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
});

test('adding one that uploads go to takes the permission to choose where they go', async () => {
  await using hub = await startTestApp();
  const { accessToken } = await hub.login();
  const keyWith = async (...permissions: Permission[]) => (await makeKey(hub, accessToken, { permissions })).key;
  const add = async (name: string, key: string) =>
    (await callStorage(hub, 'POST', '', { ...S3_PROFILE, name, isDefault: true }, key)).statusCode;
  expect(await add('a', await keyWith('providers.create'))).toBe(403);
  expect(await namesOf(hub)).toEqual(['local-default']);
  expect(await add('b', await keyWith('providers.create', 'settings.update'))).toBe(201);
});

describe('the default', () => {
  const defaults = async (hub: TestApp) =>
    (await storageOverview(hub)).profiles.filter(({ isDefault }) => isDefault).map(({ name }) => name);

  test('is the store of the settings at first; it is told where uploads go', async () => {
    await using hub = await startTestApp();
    const overview = await storageOverview(hub);
    expect(overview.profiles).toHaveLength(1);
    expect(overview.defaultProfile).toMatchObject({
      name: 'local-default',
      displayName: 'Local Default Write Profile',
      providerType: 'local',
      configuration: { rootPath: 'assets', createDirectoryIfMissing: true, publicBaseUrl: null },
    });
    expect(overview.defaultWriteProfile).toEqual(overview.defaultProfile);
    expect(overview.runtime).toMatchObject({
      providerType: 'local',
      providerName: 'local',
      isConfigurationDriven: false,
      matchesDefaultProfileType: true,
    });
    expect(overview.alignment).toMatchObject({
      runtimeSelectionSource: 'database-default-profile',
      code: 'runtime_matches_db_default_provider_type',
    });
    expect(overview.warnings).toEqual([]);
    const asset = await uploadAsset(hub);
    expect(asset).toMatchObject({ storageProvider: 'local', storageProviderProfileId: overview.defaultProfile?.id });
  });

  test('is one at most, whoever asks at the same time, and the database holds it', async () => {
    await using hub = await startTestApp();
    await Promise.all(Array.from({ length: 8 }, (_, n) => addStorage(hub, { name: `s ${n}`, isDefault: true })));
    expect(await defaults(hub)).toHaveLength(1);
    const { profiles } = await storageOverview(hub);
    await Promise.all(profiles.map(({ id }) => callStorage(hub, 'POST', `/${id}/set-default`)));
    expect(await defaults(hub)).toHaveLength(1);
    await expect(hub.db.updateTable('storage_profiles').set({ is_default: 1 }).execute()).rejects.toThrow(/unique/i);
  });

  test('must be enabled, and able to store', async () => {
    await using hub = await startTestApp();
    const off = await addStorage(hub, { isEnabled: false });
    const code = 'storage_provider_profile_default_requires_enabled';
    expect(await refusalOf(callStorage(hub, 'POST', `/${off.id}/set-default`))).toEqual([400, code, 'isEnabled']);
    const { defaultProfile } = await storageOverview(hub);
    const disabling = callStorage(hub, 'PATCH', `/${defaultProfile?.id}`, { isEnabled: false });
    expect(await refusalOf(disabling)).toEqual([400, code, 'isEnabled']);
    const configuration = { owner: 'a', repo: 'b' };
    const kept = await addStorage(hub, {
      name: 'releases',
      providerType: 'github-releases',
      configuration,
      secretConfiguration: null,
    });
    expect((await refusalOf(callStorage(hub, 'POST', `/${kept.id}/set-default`)))[1]).toBe(
      'storage_provider_profile_write_not_supported',
    );
    expect(await defaults(hub)).toEqual(['local-default']);
  });

  test('that is deleted does not come back, and uploads go where the settings say', async () => {
    const database = await createTestDatabase();
    try {
      await using hub = await startTestApp({ database });
      const { defaultProfile } = await storageOverview(hub);
      const gone = await callStorage(hub, 'DELETE', `/${defaultProfile?.id}`);
      expect(gone.json()).toMatchObject({ data: { wasDefault: true, status: 'deleted' } });
      await hub.close();
      await using again = await startTestApp({ database });
      const overview = await storageOverview(again);
      expect(overview.profiles).toEqual([]);
      expect(overview.runtime).toMatchObject({ providerName: 'local', isConfigurationDriven: true });
      expect(overview.alignment.code).toBe('db_default_profile_missing');
      expect(await uploadAsset(again)).toMatchObject({ storageProvider: 'local', storageProviderProfileId: null });
    } finally {
      await database.remove();
    }
  });
});

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
      const answer = await callStorage(hub, method, UNKNOWN + path, method === 'PATCH' ? {} : undefined);
      expect([answer.statusCode, answer.json<Refusal>().error.code]).toEqual([
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
    const events = await hub.db
      .selectFrom('audit_events')
      .selectAll()
      .where('target_kind', '=', 'storageProfile')
      .orderBy('seq')
      .execute();
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
  expect([answer.statusCode, answer.json<Refusal>().error.code]).toEqual([404, 'storage_provider_profile_not_found']);
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

test('a folder is confined also through links, when it is made and when it is used', async () => {
  await using hub = await startTestApp();
  const { path, keysPath } = hub.config.data;
  const outside = await mkdtemp(join(tmpdir(), 'nekohub-outside-'));
  try {
    await mkdir(join(path, 'inside'));
    await symlink(outside, join(path, 'out'));
    await symlink(join(path, 'inside'), join(path, 'in'));
    await symlink(keysPath, join(path, 'keys-too'));
    const profile = (rootPath: string) => ({
      name: rootPath,
      providerType: 'local',
      configuration: { rootPath },
      secretConfiguration: null,
    });
    const refused = [400, 'storage_provider_profile_root_path_not_allowed', 'configuration.rootPath'];
    for (const rootPath of ['out', 'out/below/more', 'in/../out', 'keys-too', 'keys-too/x']) {
      expect(await refusalOf(callStorage(hub, 'POST', '', profile(rootPath))), rootPath).toEqual(refused);
    }
    const { id } = await addStorage(hub, profile('in/below'));
    await rm(join(path, 'in'));
    await symlink(outside, join(path, 'in'));
    const test = await callStorage(hub, 'POST', `/${id}/test`);
    expect(test.json().data.steps[0]).toMatchObject({ name: 'open', errorCode: refused[1] });
    expect(await readdir(outside)).toEqual([]);
  } finally {
    await rm(outside, { recursive: true });
  }
});

test('a setting that does not matter any more is told of', async () => {
  const database = await createTestDatabase();
  try {
    await using hub = await startTestApp({ database });
    await hub.close();
    const settings = { Storage__Local__RootPath: `${database.dataPath}/elsewhere` };
    await using again = await startTestApp({ database, settings });
    const [warning] = (await storageOverview(again)).warnings;
    expect(warning).toMatchObject({
      code: 'setting_without_effect',
      message: expect.stringMatching(/^Storage__Local__RootPath: not used/),
    });
    expect(again.log()).toMatch(/Storage__Local__RootPath: not used/);
  } finally {
    await database.remove();
  }
});
