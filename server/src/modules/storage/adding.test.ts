import { describe, expect, test, vi } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { dumpDatabase } from '../../../test/dump.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import {
  addStorage,
  callStorage,
  refusalOf,
  S3_PROFILE,
  type StorageRefusal,
  storageOverview,
} from '../../../test/storage-profiles.ts';
import type { Permission } from '../../core/permissions.ts';

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
    [repo({}, { token: 'with a blank' }), `${P}github_token_invalid`, 'secretConfiguration.token'],
    [releases({ owner: '' }), `${P}github_owner_required`, 'configuration.owner'],
    [releases({ repo: '...' }), `${P}github_repo_invalid`, 'configuration.repo'],
    [releases({ assetPathPrefix: 'a//b' }), `${P}github_path_prefix_invalid`, 'configuration.assetPathPrefix'],
    [releases({ releaseTagMode: 'x' }), `${P}github_releases_release_tag_mode_invalid`, 'configuration.releaseTagMode'],
    [releases({ releaseTagMode: 'fixed' }), `${P}github_releases_fixed_tag_required`, 'configuration.fixedTag'],
    [releases({ allowDelete: true }), `${P}github_releases_delete_not_supported`, 'configuration.allowDelete'],
    [{ ...releases({}), isDefault: true }, `${P}write_not_supported`, 'isDefault'],
  ])('of %j is refused as %s of %s', async (given, code, field) => {
    const answer = await callStorage(empty(), 'POST', '', { ...S3_PROFILE, ...given });
    expect([answer.statusCode, answer.json<StorageRefusal>().error]).toMatchObject([400, { code, field }]);
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
