import { expect, test } from 'vitest';
import { makeKey } from '../../../test/api-keys.ts';
import { bearer } from '../../../test/app.ts';
import { callTool, errorOf, request } from '../../../test/mcp.ts';
import { shareTestApp } from '../../../test/shared-app.ts';
import { PERMISSIONS, type Permission } from '../../core/permissions.ts';
import { TOOLS } from './registry.ts';

/** For every key, whatever it may do. */
const OPEN = TOOLS.filter(({ permission }) => permission === null).map(({ description }) => description.name);

/** What each permission opens; any other opens nothing. */
const OPENED: Partial<Record<Permission, readonly string[]>> = {
  'assets.read': [
    'asset_sheet',
    'asset_view',
    'get_asset',
    'get_asset_content_url',
    'get_asset_usage_stats',
    'get_job',
    'list_assets',
    'list_jobs',
    'list_skills',
    'search_assets',
  ],
  'assets.create': ['upload_asset', 'upload_from_url', 'upload_ticket'],
  'assets.update': ['cancel_job', 'patch_asset', 'retry_job', 'run_asset_skill', 'run_workflow'],
  'assets.delete': ['batch_delete_assets', 'delete_asset'],
  'providers.read': ['list_storage_profiles'],
  'providers.create': ['create_storage_profile'],
  'providers.update': ['update_storage_profile'],
  'providers.delete': ['delete_storage_profile'],
  'settings.read': ['list_workflows'],
  'settings.update': ['create_workflow', 'delete_workflow', 'update_workflow'],
};

const hub = shareTestApp({ settings: { Auth__ApiKey__MaxPerOwner: '1000' } });

async function keyWith(permissions: readonly Permission[]): Promise<Record<string, string>> {
  const { accessToken } = await hub().login();
  return bearer((await makeKey(hub(), accessToken, { permissions: [...permissions] })).key);
}

async function listed(headers: Record<string, string>): Promise<string[]> {
  const { tools } = await request<{ tools: { name: string }[] }>(hub(), 'tools/list', {}, headers);
  return tools.map(({ name }) => name);
}

/** A key with all that opens no tool. */
const REST = PERMISSIONS.filter((permission) => !(permission in OPENED));
const ROWS: { held: readonly Permission[]; opened: readonly string[] }[] = [
  ...PERMISSIONS.flatMap((permission) => ({ held: [permission], opened: OPENED[permission] ?? [] })).filter(
    ({ opened }) => opened.length > 0,
  ),
  { held: REST, opened: [] },
  { held: PERMISSIONS, opened: Object.values(OPENED).flat() },
];

test.each(ROWS)('a key with $held sees $opened, may call them and no other', async ({ held, opened }) => {
  const headers = await keyWith(held);
  const visible = [...OPEN, ...opened].sort();
  expect(await listed(headers)).toEqual(visible);
  for (const tool of TOOLS) {
    const { name } = tool.description;
    // Wrong on purpose: a call that is let in changes nothing.
    const error = errorOf(await callTool(hub(), name, { no: 'such argument' }, headers));
    if (visible.includes(name)) expect([name, error.code]).not.toContain('auth_forbidden');
    else expect([name, error]).toMatchObject([name, { code: 'auth_forbidden', permission: tool.permission }]);
  }
});

test('every tool stands in the table', () => {
  expect([...OPEN, ...Object.values(OPENED).flat()].sort()).toEqual(TOOLS.map(({ description }) => description.name));
});
