import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestApp } from '../../../test/app.ts';
import { addStorage, callStorage, refusalOf } from '../../../test/storage-profiles.ts';

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
