import { describe, expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { bearer, startTestApp, type TestApp } from '../../../test/app.ts';
import { png } from '../../../test/images.ts';
import { callTool, errorOf, type ToolAnswer } from '../../../test/mcp.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { S3_PROFILE } from '../../../test/storage-profiles.ts';
import type { Permission } from '../../core/permissions.ts';

const UNKNOWN_ID = '01956f8d-0000-7000-8000-000000000001';
/** What the profiles of the tests keep secret. */
const SECRET = /of-the-tests/;

async function make(hub: TestApp, changes: object = {}): Promise<ToolAnswer> {
  const made = await callTool(hub, 'create_storage_profile', { ...S3_PROFILE, ...changes });
  expect(made.isError).toBeUndefined();
  return made;
}

async function keyWith(hub: TestApp, permissions: Permission[]): Promise<Record<string, string>> {
  const { accessToken } = await hub.login();
  return bearer((await makeKey(hub, accessToken, { permissions })).key);
}

const idOf = ({ structuredContent }: ToolAnswer): unknown => structuredContent?.id;

test('a store is added, listed, changed, chosen and removed, and its secrets are never shown', async () => {
  await using hub = await startTestApp();
  const made = await make(hub);
  const id = idOf(made);
  expect(made.structuredContent).toEqual({
    id: expect.any(String),
    name: 'Pictures',
    displayName: null,
    providerType: 's3-compatible',
    isEnabled: true,
    isDefault: false,
    capabilities: expect.objectContaining({ supportsPrivateRead: true }),
    configurationSummary: expect.objectContaining({ endpointHost: 's3.example.com', rootPath: null }),
    createdAtUtc: '2026-04-08T12:00:00.000Z',
    updatedAtUtc: '2026-04-08T12:00:00.000Z',
  });
  const changed = await callTool(hub, 'update_storage_profile', {
    id,
    displayName: 'Far away',
    configuration: { region: 'eu-2' },
    setAsDefault: true,
  });
  expect(changed.structuredContent).toMatchObject({
    id,
    name: 'Pictures',
    displayName: 'Far away',
    isDefault: true,
    configurationSummary: { region: 'eu-2', bucketOrContainer: 'pictures' },
  });
  const list = await callTool(hub, 'list_storage_profiles');
  expect(list.structuredContent?.profiles).toContainEqual(changed.structuredContent);
  const removed = await callTool(hub, 'delete_storage_profile', { id });
  expect(removed.structuredContent).toEqual({
    id,
    wasDefault: true,
    status: 'deleted',
    deletedAtUtc: expect.stringMatching(/^2026-04-08T.*Z$/),
  });
  expect(JSON.stringify([made, changed, list, removed])).not.toMatch(SECRET);
  expect(hub.log()).not.toMatch(SECRET);
});

test('pictures go where an agent sends them, and a store that has some is disabled rather than removed', async () => {
  await using hub = await startTestApp();
  const made = await make(hub, {
    name: 'Folder',
    providerType: 'local',
    configuration: { rootPath: 'elsewhere' },
    secretConfiguration: null,
  });
  const id = idOf(made);
  const picture = {
    fileName: 'a.png',
    contentType: 'image/png',
    contentBase64: (await png()).toString('base64'),
    storageProviderProfileId: id,
  };
  expect((await callTool(hub, 'upload_asset', picture)).isError).toBeUndefined();
  const removed = await callTool(hub, 'delete_storage_profile', { id });
  expect(removed.structuredContent).toMatchObject({ status: 'disabled', wasDefault: false });
  expect(errorOf(await callTool(hub, 'upload_asset', picture))).toMatchObject({
    code: 'storage_provider_profile_disabled',
    next: expect.stringContaining('list_storage_profiles'),
  });
});

test('choosing where uploads go needs a permission more, and nothing is changed without it', async () => {
  await using hub = await startTestApp();
  const id = idOf(await make(hub));
  const headers = await keyWith(hub, ['providers.read', 'providers.update']);
  const change = { id, displayName: 'Chosen', setAsDefault: true };
  expect(errorOf(await callTool(hub, 'update_storage_profile', change, headers))).toMatchObject({
    code: 'auth_forbidden',
    permission: 'settings.update',
  });
  const { structuredContent } = await callTool(hub, 'list_storage_profiles', {}, headers);
  expect(structuredContent?.profiles).toContainEqual(
    expect.objectContaining({ id, displayName: null, isDefault: false }),
  );
  const renamed = await callTool(hub, 'update_storage_profile', { ...change, setAsDefault: false }, headers);
  expect(renamed.structuredContent).toMatchObject({ displayName: 'Chosen', isDefault: false });
});

describe('what is refused, and what to do instead', () => {
  const hub = shareTestApp();
  const P = 'storage_provider_profile_';
  const create = (changes: object) => ({ tool: 'create_storage_profile', args: { ...S3_PROFILE, ...changes } });
  const { name: _name, ...nameless } = S3_PROFILE;
  test.each([
    { tool: 'create_storage_profile', args: nameless, error: { code: `${P}name_required`, argument: 'name' } },
    { ...create({ name: '' }), error: { code: `${P}name_required`, argument: 'name' } },
    { ...create({ name: ' ' }), error: { code: `${P}name_required`, argument: 'name' } },
    { ...create({ name: 'x'.repeat(129) }), error: { code: 'tool_arguments_invalid', argument: 'name' } },
    { ...create({ displayName: 'x'.repeat(257) }), error: { code: 'tool_arguments_invalid', argument: 'displayName' } },
    { ...create({ providerType: '' }), error: { code: `${P}provider_type_required`, argument: 'providerType' } },
    {
      ...create({ providerType: 'ftp' }),
      error: { code: `${P}provider_type_unsupported`, next: expect.stringContaining('s3-compatible') },
    },
    { ...create({ configuration: undefined }), error: { code: `${P}configuration_required` } },
    { ...create({ configuration: 7 }), error: { code: 'tool_arguments_invalid', argument: 'configuration' } },
    { ...create({ configuration: {} }), error: { code: `${P}endpoint_invalid`, argument: 'configuration.endpoint' } },
    {
      ...create({ configuration: { ...S3_PROFILE.configuration, endpoint: 'http://169.254.169.254' } }),
      error: { code: 'outbound_address_not_allowed', argument: 'configuration.endpoint' },
    },
    {
      ...create({ secretConfiguration: { accessKey: 'a' } }),
      error: { code: `${P}secret_key_required`, argument: 'secretConfiguration.secretKey' },
    },
    { ...create({ isDefault: true, isEnabled: false }), error: { code: `${P}default_requires_enabled` } },
    { ...create({ secret: 'x' }), error: { code: 'tool_arguments_invalid', argument: 'secret' } },
    { tool: 'update_storage_profile', args: {}, error: { code: 'tool_argument_invalid', argument: 'id' } },
    { tool: 'update_storage_profile', args: { id: 'x' }, error: { code: 'tool_argument_invalid', argument: 'id' } },
    {
      tool: 'update_storage_profile',
      args: { id: UNKNOWN_ID, name: 'x' },
      error: { code: `${P}not_found`, next: expect.stringContaining('list_storage_profiles') },
    },
    { tool: 'delete_storage_profile', args: { id: UNKNOWN_ID }, error: { code: `${P}not_found` } },
    { tool: 'list_storage_profiles', args: { page: 1 }, error: { code: 'tool_arguments_invalid', argument: 'page' } },
  ])('$tool → $error.code', async ({ tool, args, error }) => {
    const refused = await callTool(hub(), tool, args);
    expect(errorOf(refused)).toMatchObject(error);
    expect(JSON.stringify(refused)).not.toMatch(SECRET);
  });

  test('kept secrets do not go to another host', async () => {
    const id = idOf(await make(hub(), { name: 'Moves' }));
    const configuration = { endpoint: 'https://elsewhere.example' };
    const refused = errorOf(await callTool(hub(), 'update_storage_profile', { id, configuration }));
    expect(refused).toMatchObject({
      code: `${P}secret_required`,
      next: expect.stringContaining('secretConfiguration'),
    });
    expect(errorOf(await callTool(hub(), 'create_storage_profile', { ...S3_PROFILE, name: 'moves' }))).toMatchObject({
      code: `${P}name_conflict`,
      argument: 'name',
    });
  });
});
