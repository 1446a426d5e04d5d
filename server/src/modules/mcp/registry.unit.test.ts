import { expect, test } from 'vitest';
import type { EnvironmentKeyActor } from '../../core/actor.ts';
import { ALL_PERMISSIONS, type Permission } from '../../core/permissions.ts';
import { TOOLS, toolsFor } from './registry.ts';
import type { ToolServices } from './tool.ts';

const key = (permissions: Iterable<Permission>): EnvironmentKeyActor => ({
  kind: 'environmentKey',
  name: 'api-key:test',
  permissions: new Set(permissions),
});

test('what the tools tell of themselves changes only on purpose', async () => {
  const descriptions = TOOLS.map(({ permission, description }) => ({ permission, ...description }));
  await expect(`${JSON.stringify(descriptions, null, 2)}\n`).toMatchFileSnapshot('tools.snapshot.json');
});

test('tools are listed by name in byte order', () => {
  const names = TOOLS.map(({ description }) => description.name);
  expect(names).toEqual([...names].sort());
});

const NOWHERE = { address: '', userAgent: '', traceId: '' };

test.each([
  { holds: [], visible: [] },
  { holds: ['assets.read'], visible: ['get_asset', 'get_asset_content_url', 'list_assets'] },
  { holds: ['assets.create'], visible: ['upload_asset'] },
  { holds: ALL_PERMISSIONS, visible: TOOLS.map(({ description }) => description.name) },
] as { holds: Permission[]; visible: string[] }[])(
  'a key with $holds sees $visible and may call no other',
  async ({ holds, visible }) => {
    const actor = key(holds);
    expect(toolsFor(actor).map(({ description }) => description.name)).toEqual(visible);
    for (const tool of TOOLS.filter(({ description }) => !visible.includes(description.name))) {
      const call = tool.call({} as ToolServices, { actor, client: NOWHERE, linkBase: '' }, {});
      await expect(call).rejects.toMatchObject({
        code: 'auth_forbidden',
        message: `This needs the permission ${tool.permission}.`,
      });
    }
  },
);
