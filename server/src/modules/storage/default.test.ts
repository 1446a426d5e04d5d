import { describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/app.ts';
import { recordedEvents } from '../../../test/audit-events.ts';
import { createTestDatabase } from '../../../test/database.ts';
import { addStorage, callStorage, refusalOf, storageOverview } from '../../../test/storage-profiles.ts';
import { uploadAsset } from '../../../test/upload.ts';

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
      const recorded = (await recordedEvents(again, 0)).map(({ action }) => action);
      expect(recorded.filter((action) => action === 'storage_profile.create')).toHaveLength(1);
      expect(overview.runtime).toMatchObject({ providerName: 'local', isConfigurationDriven: true });
      expect(overview.alignment.code).toBe('db_default_profile_missing');
      expect(await uploadAsset(again)).toMatchObject({ storageProvider: 'local', storageProviderProfileId: null });
    } finally {
      await database.remove();
    }
  });
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
